import { render } from "preact";
import { useState } from "preact/hooks";

const answers = ["Yes", "No", "Not known"];

/** Thirty questions in Preact, with no validation and no saving: what the framework alone costs. */
function Questions() {
  const [given, setGiven] = useState<Record<number, string>>({});
  return (
    <main>
      <h1>A plain Preact page</h1>
      <p>Thirty questions. Nothing is checked and nothing is kept.</p>
      {Array.from({ length: 30 }, (_, question) => (
        <fieldset key={question}>
          <legend>{`Question ${question + 1}`}</legend>
          {answers.map((answer) => (
            <label key={answer}>
              <input
                type="radio"
                name={`question-${question}`}
                checked={given[question] === answer}
                onChange={() => setGiven({ ...given, [question]: answer })}
              />
              {answer}
            </label>
          ))}
        </fieldset>
      ))}
    </main>
  );
}

const root = document.getElementById("app");
if (root) render(<Questions />, root);
