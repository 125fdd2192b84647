// The limit: native radios and nothing that listens to them.
const form = document.getElementById("questions");
for (let question = 1; question <= 30; question++) {
  const fieldset = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = `Question ${question}`;
  fieldset.append(legend);
  for (const answer of ["Yes", "No", "Not known"]) {
    const label = document.createElement("label");
    label.className = "choice";
    const input = document.createElement("input");
    input.type = "radio";
    input.name = `question-${question}`;
    label.append(input, answer);
    fieldset.append(label);
  }
  form?.append(fieldset);
}
