// The domain uses the global Temporal, which Node 20 does not have.
import "temporal-polyfill/global";
