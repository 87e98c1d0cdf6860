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

// The words that lunr leaves out of its index: docfx's search demands each word of a query, and would find nothing.
const unindexed = new Set((
  "a able about across after all almost also am among an and any are as at be because been but by can cannot could dear did do "
  + "does either else ever every for from get got had has have he her hers him his how however i if in into is it its just least "
  + "let like likely may me might most must my neither no nor not of off often on only or other our own rather said say says she "
  + "should since so some than that the their them then there these they this tis to too twas us wants was we were what when "
  + "where which while who whom why will with would yet you your").split(" "));

// A query as its index has words: divided as docfx does, without what is no letter at their ends or means something to lunr.
function words(query) {
  const found = query.split(/[\s\-.()+:~^*]+/).map(word => word.replace(/^\W+|\W+$/g, "")).filter(word => word);
  return found.filter(word => !unindexed.has(word.toLowerCase()));
}

const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...others) {
  const found = typeof message?.q === "string" ? words(message.q) : [];
  return post.call(this, found.length ? { ...message, q: found.map(word => `+${word}`).join(" ") } : message, ...others);
};

export default {
  start() {
    name(document);
    new MutationObserver(() => name(document)).observe(document.body, { childList: true, subtree: true });
  }
};
