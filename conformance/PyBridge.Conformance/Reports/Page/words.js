// Steps and answers in words: what a person would have written.

const VERDICTS = {
  different: { sign: "≠", word: "different", order: 0 },
  error: { sign: "!", word: "error", order: 1 },
  flaky: { sign: "~", word: "flaky", order: 2 },
  vanished: { sign: "∅", word: "vanished", order: 3 },
  knownDifference: { sign: "≈", word: "known difference", order: 4 },
  same: { sign: "", word: "same", order: 5 },
  reference: { sign: "", word: "reference", order: 6 },
  notApplicable: { sign: "–", word: "not applicable", order: 7 },
};

const FAILING = new Set(["different", "error", "flaky", "vanished"]);

function verdictOf(name) {
  return VERDICTS[name] ?? { sign: "?", word: name, order: 9 };
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== undefined && child !== null));
  return made;
}

// {"tuple": [1, 2]} as (1, 2), {"bytes": "00ff"} as bytes 00ff; anything unknown as the JSON it is.
function valueText(value) {
  if (value === null || typeof value !== "object") return value === null ? "None" : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  const [tag, ...more] = Object.keys(value);
  const content = value[tag];
  if (more.length > 0 || tag === undefined) {
    return `{${Object.entries(value).map(([key, item]) => `${key}: ${valueText(item)}`).join(", ")}}`;
  }
  if (tag === "tuple" && Array.isArray(content)) return `(${content.map(valueText).join(", ")})`;
  return typeof content === "string" ? `${tag} ${content}` : `${tag} ${valueText(content)}`;
}

function argumentsText(step) {
  return [...(step.args ?? []).map(valueText),
    ...Object.entries(step.kwargs ?? {}).map(([name, value]) => `${name}=${valueText(value)}`)].join(", ");
}

function targetText(target) {
  if (typeof target === "string") return target;
  return Array.isArray(target) ? `[${target.map(stepText).join("; ")}]` : valueText(target.value ?? target);
}

function fieldsText(step, ...without) {
  return Object.entries(step)
    .filter(([name]) => !["op", "in", "async", "timed", ...without].includes(name))
    .map(([name, value]) => `${name}=${name === "target" ? targetText(value) : valueText(value)}`)
    .join(", ");
}

const STEPS = {
  create: step => `${step.as} = ${step.class ?? "Process"}(${fieldsText(step, "as", "class")})`,
  get: step => `${step.of}.${step.member}`,
  set: step => `${step.of}.${step.member} = ${valueText(step.value)}`,
  call: step => `${step.of}.${step.method}(${argumentsText(step)})`,
  repr: step => `repr(${step.of})`,
  same: step => `${step.of} is ${step.and}`,
  exists: step => `${step.of} exists?`,
  class: step => `type(${step.of})`,
  children: () => "active_children()",
  await: step => `await ${step.step}`,
  pending: step => `${step.step} still pending?`,
  signal: step => `signal ${step.signal} to ${step.to}`,
  ended: step => `until ${step.who} has ended`,
  exited: () => "until the program has exited",
};

function stepText(step) {
  const words = STEPS[step.op]?.(step) ?? `${step.op} ${fieldsText(step)}`.trim();
  return (step.in ? `${step.in}: ` : "") + words + (step.async ? `  (async ${step.async})` : "");
}

// What a step gave: an exception by its type and text, a value by itself.
function answerText(answer) {
  if (answer === undefined) return "(nothing)";
  if (answer === null || typeof answer !== "object" || Array.isArray(answer)) return valueText(answer);
  return Object.entries(answer).map(([name, value]) => {
    if (name === "error" && value?.type !== undefined) return `${value.type}: ${value.text}`;
    if (name === "value") return valueText(value);
    return `${name}: ${typeof value === "string" ? value : valueText(value)}`;
  }).join("\n");
}
