// Brings the live elements of a page to life. Pages that have some load this module and the wasm; no others do.
// Without it, or where it cannot run, a page stays the plain page that it is.
//
// The bindings to the wasm stand above in the same file, so that a page asks for one file less.
(() => {
  const wasm = new URL("islands.wasm", import.meta.url);
  const page = document.documentElement;

  /// How long a page waits before it is loaded again, where what it follows cannot be followed.
  const reloadMs = 10000;

  let bindings;

  /// Wakes the islands in an element. One inside of what the server wrote for another comes after it, and knows it.
  function wake(element) {
    for (const island of element.querySelectorAll("leptos-island")) {
      const attach = bindings[island.dataset.component];
      if (attach) {
        island.parentElement.closest("leptos-children")?.$$on_hydrate?.();
        attach(island);
      } else {
        console.warn("This page and its script are not of one build: a live element stays as it is.");
      }
    }
  }

  async function start() {
    bindings = await import(import.meta.url);
    await bindings.default({ module_or_path: wasm });
    bindings.start();
    wake(document.body);
    document.addEventListener("fragment", (event) => wake(event.target));
    page.dataset.live = "on";
  }

  start().catch((error) => {
    console.warn(error);
    page.dataset.live = "off";
    const followed = document.querySelector("[data-follow]");
    if (followed && !followed.querySelector("[data-final]")) setTimeout(() => location.reload(), reloadMs);
  });
})();
