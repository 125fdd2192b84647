// Whatever is loaded apart from the first screen, and is no `lazyScreen`, imports this.
import "./styles/later.scss";
