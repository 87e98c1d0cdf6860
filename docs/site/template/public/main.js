// What docfx's script makes, and leaves without a role or a name.
function name(root) {
  for (const button of root.querySelectorAll("a.dropdown-toggle:not([role])")) {
    button.setAttribute("role", "button");
    button.setAttribute("tabindex", "0");
    button.setAttribute("aria-label", button.title);
    button.addEventListener("keydown", event => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        button.click();
      }
    });
  }
  for (const heading of root.querySelectorAll("h5.border-bottom:not([role])")) {  // "In this article"
    heading.setAttribute("role", "heading");
    heading.setAttribute("aria-level", "2");
  }
  for (const wide of root.querySelectorAll("article :is(.table-responsive, table, p:has(> img)):not([tabindex])")) {
    wide.setAttribute("tabindex", "0");
  }
}

export default {
  start() {
    name(document);
    new MutationObserver(() => name(document)).observe(document.body, { childList: true, subtree: true });
  }
};
