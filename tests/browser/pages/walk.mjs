// Walks over a page with the Tab key.

/** Numbers what a keyboard must reach, in the order of the page, and answers it: one for each group of radio buttons. */
export function marked(page) {
  return page.evaluate(() => {
    const usual = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const groups = new Set();
    const isReached = (one) => {
      if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true })) return false;
      if (one.type !== 'radio') return true;
      const group = `${one.form ? [...document.forms].indexOf(one.form) : ''} ${one.name}`;
      const chosen = one.getRootNode().querySelector(`input[type=radio][name="${CSS.escape(one.name)}"]:checked`);
      if (chosen ? chosen !== one : groups.has(group)) return false;
      groups.add(group);
      return true;
    };
    // Scrolling areas are reached too, where there is nothing in them that is.
    return [...document.querySelectorAll(usual)].filter(isReached).map((one, index) => {
      one.dataset.walk = index;
      return { index, html: one.cloneNode(false).outerHTML.replace(/ data-walk="\d+"/, '').slice(0, 140) };
    });
  });
}

/** Presses Tab from the top until it comes round; answers what was reached, and what did not show it. */
export async function walk(page, count) {
  const reached = [];
  const unseen = [];
  await page.evaluate(() => {
    // Some pages begin at a note. Tab goes on from where the focus was last, even when that is gone.
    const top = document.createElement('span');
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
    top.remove();
  });
  // A date has several parts, each of which takes a Tab.
  const pressesMax = count * 5 + 10;
  for (let press = 0; press < pressesMax; press += 1) {
    await page.keyboard.press('Tab');
    const { index, seen } = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body || one === document.documentElement) return { index: -1, seen: true };
      const style = getComputedStyle(one);
      const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      const box = one.getBoundingClientRect();
      const inWindow = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return {
        index: Number(one.dataset.walk ?? -2),
        seen: (hasOutline || style.boxShadow !== 'none') && inWindow,
      };
    });
    if (index === -1) break;
    if (reached.at(-1) === index) continue;
    if (index === 0 && reached.length > 0) break;
    reached.push(index);
    if (!seen) unseen.push(index);
  }
  return { reached, unseen };
}
