"use strict";
// The page is complete without this script. It adds: sorting by a click on a heading, a filter above long tables,
// one button that opens and closes everything that is folded, a box that finds a department, the mark of the current
// place in the contents.
(function () {
  const main = document.getElementById("jx-main");
  const words = main.dataset;
  const contents = document.querySelector("nav.contents details");
  const narrow = window.matchMedia("(max-width: 60rem)");

  function element(tag, attributes, text) {
    const made = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    if (text) made.textContent = text;
    return made;
  }

  // Contents: folded on a narrow screen, always open beside the text on a wide one.
  function fitContents() { contents.open = !narrow.matches; }
  fitContents();
  if (narrow.addEventListener) narrow.addEventListener("change", fitContents);
  contents.addEventListener("click", function (event) {
    if (narrow.matches && event.target.tagName === "A") contents.open = false;
  });

  // Sorting: up, down, as printed. Missing values stay at the end; equal ones keep their printed order.
  function keyOf(row, column) {
    const cell = row.cells[column];
    if (cell.classList.contains("missing")) return null;
    return cell.hasAttribute("data-v") ? Number(cell.dataset.v) : cell.textContent;
  }
  function sortBy(table, column, direction) {
    const language = document.documentElement.lang;
    const rows = table.printed.map(function (row, index) { return { row: row, index: index, key: keyOf(row, column) }; });
    if (direction) rows.sort(function (a, b) {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.index - b.index;
      const order = typeof a.key === "number" ? a.key - b.key : a.key.localeCompare(b.key, language, { numeric: true });
      return order * direction || a.index - b.index;
    });
    const all = document.createDocumentFragment();
    rows.forEach(function (entry) { all.appendChild(entry.row); });
    table.tBodies[0].appendChild(all);
  }
  function makeSortable(table) {
    table.printed = Array.from(table.tBodies[0].rows);
    if (table.printed.length < 2) return;
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      // Not a <button>: Chromium leaves the words of those out where a printed table repeats its heading.
      const button = element("span", { role: "button", tabindex: "0", class: "sort", title: words.sort });
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      function turn() {
        const now = head.getAttribute("aria-sort");
        const next = now === "ascending" ? "descending" : now === "descending" ? "" : "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (next) head.setAttribute("aria-sort", next);
        sortBy(table, column, next === "" ? 0 : next === "ascending" ? 1 : -1);
      }
      button.addEventListener("click", turn);
      button.addEventListener("keydown", function (event) {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        turn();
      });
    });
  }

  // Filter: a row stays when it contains all the words.
  function makeFilter(box, table) {
    const tools = element("div", { class: "tools" });
    const label = element("label", {}, words.filter);
    const input = element("input", { type: "search", autocomplete: "off" });
    const left = element("output", {});
    label.appendChild(input);
    tools.appendChild(label);
    tools.appendChild(left);
    const title = box.closest("figure").querySelector("figcaption");
    if (title) title.appendChild(tools);
    else box.parentNode.insertBefore(tools, box);
    input.addEventListener("input", function () {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      table.printed.forEach(function (row) {
        const text = Array.from(row.cells, function (cell) { return cell.textContent; }).join(" ").toLowerCase();
        row.hidden = !wanted.every(function (word) { return text.includes(word); });
        if (!row.hidden) shown++;
      });
      left.textContent = wanted.length
        ? words.filtered.replace("{n}", shown).replace("{m}", table.printed.length) : "";
    });
  }
  document.querySelectorAll(".box:not(.form)").forEach(function (box) {
    const table = box.querySelector("table");
    makeSortable(table);
    if (box.classList.contains("long")) makeFilter(box, table);
  });

  // Folded tables and charts: one button for all, opened for print, opened when a link leads into them.
  const folds = Array.from(document.querySelectorAll("details.fold"));
  if (folds.length > 1) {
    const button = element("button", { type: "button", class: "all" }, words.openAll);
    document.querySelector("nav.contents").appendChild(button);
    const show = function () {
      button.textContent = folds.every(function (fold) { return fold.open; }) ? words.closeAll : words.openAll;
    };
    button.addEventListener("click", function () {
      const open = !folds.every(function (fold) { return fold.open; });
      folds.forEach(function (fold) { fold.open = open; });
      show();
    });
    folds.forEach(function (fold) { fold.addEventListener("toggle", show); });
  }
  let closed = [];
  window.addEventListener("beforeprint", function () {
    closed = folds.filter(function (fold) { return !fold.open; });
    folds.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (fold) { fold.open = false; }); });
  function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && target.querySelector(":scope > details.fold");
    if (fold) fold.open = true;
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // Where there are many departments: a box below the contents, and the first ones that fit as links to their cards.
  const cards = new Map();
  document.querySelectorAll("#depts a[href], nav.contents ol ol a").forEach(function (link) {
    const address = link.getAttribute("href");
    if (/^(dept\/|#dept-)/.test(address) && !cards.has(address)) cards.set(address, link.textContent);
  });
  if (cards.size > 12) {
    const most = 12;
    const box = element("div", { class: "find" });
    const label = element("label", {}, words.find);
    const input = element("input", { type: "search", autocomplete: "off" });
    const count = element("output", {});
    const list = element("ul", {});
    label.appendChild(input);
    [label, count, list].forEach(function (part) { box.appendChild(part); });
    contents.appendChild(box);
    input.addEventListener("input", function () {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const found = Array.from(cards).filter(function (card) {
        return wanted.length && wanted.every(function (word) { return card[1].toLowerCase().includes(word); });
      });
      list.textContent = "";
      found.slice(0, most).forEach(function (card) {
        list.appendChild(element("li", {})).appendChild(element("a", { href: card[0] }, card[1]));
      });
      count.textContent = wanted.length ? words.found.replace("{n}", found.length).replace("{m}", cards.size) : "";
    });
  }

  // The current place: the last heading above a third of the window.
  const links = Array.from(document.querySelectorAll("nav.contents ol a"));
  const places = links.map(function (link) { return document.getElementById(link.getAttribute("href").slice(1)); });
  let waiting = false;
  function markPlace() {
    waiting = false;
    let current = 0;
    places.forEach(function (place, index) {
      if (place && place.getBoundingClientRect().top < window.innerHeight / 3) current = index;
    });
    links.forEach(function (link, index) {
      if (index === current && !link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "true");
        if (!narrow.matches) contents.parentNode.scrollTop = link.offsetTop - contents.parentNode.clientHeight / 2;
      } else if (index !== current) link.removeAttribute("aria-current");
    });
  }
  window.addEventListener("scroll", function () {
    if (!waiting) window.requestAnimationFrame(markPlace);
    waiting = true;
  }, { passive: true });
  markPlace();
})();
