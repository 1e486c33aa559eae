// The filter over all hits, links into folded text, and the copying of quotations. Nothing is fetched; what is shown is
// made of elements and text, never of markup in a string.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);

  // A place in folded text is unfolded before it is gone to, and the reader stands there.
  const goTo = () => {
    let id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id && !id.startsWith("filter:") && byId(id);
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", goTo);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) setTimeout(goTo); // the same place again changes no hash
  });

  // Print unfolds everything that was folded, and folds it again.
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) {
      one.open = true;
      one.dataset.printed = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll("details[data-printed]")) {
      one.open = false;
      delete one.dataset.printed;
    }
  });

  for (const button of document.querySelectorAll(".r-copy")) {
    button.hidden = !navigator.clipboard && !document.queryCommandSupported?.("copy");
  }
  const copy = async (button) => {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      button.after(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    const label = button.textContent;
    button.textContent = byId("r-main").dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".r-copy");
    if (button) copy(button);
  });

  const data = byId("r-data") && JSON.parse(byId("r-data").textContent);
  if (data) {
    const form = byId("r-filter");
    const list = byId("r-list");
    const count = byId("r-count");
    const more = byId("r-more");
    const at_once = 50;
    const [ANCHOR, DOCUMENT, PASSAGE, START, END, POLE, CATEGORY, SENSE, SPEAKER, TERM, PLACE] = [...Array(11).keys()];
    const names = {
      pole: [POLE, data.poles, data.pole_names],
      category: [CATEGORY, data.categories, data.category_names],
      sense: [SENSE, data.senses, data.sense_names],
      speaker: [SPEAKER, data.speakers, data.speakers],
      document: [DOCUMENT, data.documents, data.document_names],
    };
    for (const [name, [column, ids, shown]] of Object.entries(names)) {
      const counts = new Map();
      for (const hit of data.hits) counts.set(hit[column], (counts.get(hit[column]) || 0) + 1);
      const order = [...counts.keys()].filter((at) => ids[at] !== "");
      const by_name = (a, b) => shown[a].localeCompare(shown[b], document.documentElement.lang);
      order.sort(name === "category" || name === "speaker" ? by_name : (a, b) => a - b);
      for (const at of order) form.elements[name].add(new Option(`${shown[at]} (${counts.get(at)})`, ids[at]));
      form.elements[name].closest("label").hidden = order.length < 2;
    }

    const passageOf = (hit) => byId(`d${data.documents[hit[DOCUMENT]]}p${hit[PASSAGE]}`);
    const sentences = new Map();
    const sentenceOf = (hit) => {
      if (!sentences.has(hit)) {
        const text = Array.from(passageOf(hit).textContent).slice(hit[START], hit[END]).join("");
        sentences.set(hit, `${text} ${data.terms[hit[TERM]]}`.toLocaleLowerCase());
      }
      return sentences.get(hit);
    };

    // A piece of the full text with its marks: from character `start` to `end` of an element's text.
    const pieceOf = (element, start, end) => {
      const range = document.createRange();
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let at = 0;
      let begun = false;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const characters = Array.from(node.data); // as they are counted in Python, and not in halves
        const offset = (place) => characters.slice(0, place - at).join("").length;
        const next = at + characters.length;
        if (!begun && start < next) {
          range.setStart(node, offset(start));
          begun = true;
        }
        if (begun && end <= next) {
          range.setEnd(node, offset(end));
          break;
        }
        at = next;
        range.setEnd(node, node.length);
      }
      return range.cloneContents();
    };

    const make = (name, className, ...inside) => {
      const element = document.createElement(name);
      if (className) element.className = className;
      element.append(...inside);
      return element;
    };
    const rowOf = (hit) => {
      const words = make("span", "og-text r-words", pieceOf(passageOf(hit), hit[START], hit[END]));
      words.lang = passageOf(hit).closest("[lang]").lang;
      for (const mark of words.querySelectorAll("mark")) {
        if (mark.id === hit[ANCHOR]) mark.classList.add("r-this");
        mark.removeAttribute("id");
      }
      const link = make("a", "", [data.document_names[hit[DOCUMENT]], data.places[hit[PLACE]]].join(", "));
      link.href = `#${hit[ANCHOR]}`;
      const about = [data.pole_names[hit[POLE]], data.category_names[hit[CATEGORY]], data.sense_names[hit[SENSE]]];
      if (data.speakers[hit[SPEAKER]]) about.push(data.speakers[hit[SPEAKER]]);
      return make("li", "", words, make("span", "r-about", [...new Set(about)].join(" · "), " – ", link));
    };

    let found = [];
    const showMore = () => {
      const from = list.childElementCount;
      list.append(...found.slice(from, from + at_once).map(rowOf));
      more.hidden = list.childElementCount >= found.length;
      return from;
    };
    const filter = () => {
      const wanted = Object.entries(names).map(([name, [column, ids]]) => [column, ids, form.elements[name].value]);
      const text = form.elements.text.value.trim().toLocaleLowerCase();
      found = data.hits.filter(
        (hit) =>
          wanted.every(([column, ids, value]) => value === "" || ids[hit[column]] === value) &&
          (text === "" || sentenceOf(hit).includes(text)),
      );
      list.replaceChildren();
      showMore();
      count.textContent = found.length
        ? count.dataset.text.replace("{n}", found.length.toLocaleString(document.documentElement.lang)).replace("{all}", data.hits.length.toLocaleString(document.documentElement.lang))
        : count.dataset.none;
    };
    const remember = () => {
      const state = new URLSearchParams();
      for (const field of form.elements) if (field.name && field.value) state.set(field.name, field.value);
      const hash = `${state}` ? `#filter:${state}` : "#hits";
      try {
        history.replaceState(null, "", hash);
      } catch {
        // a page in a frame may not
      }
    };
    const recall = () => {
      if (!location.hash.startsWith("#filter:")) return;
      for (const [name, value] of new URLSearchParams(location.hash.slice("#filter:".length))) {
        if (form.elements[name]) form.elements[name].value = value;
      }
      byId("hits").scrollIntoView();
    };
    form.addEventListener("input", () => {
      filter();
      remember();
    });
    form.addEventListener("reset", () => {
      setTimeout(() => {
        filter();
        remember();
      });
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    more.addEventListener("click", () => {
      const from = showMore();
      list.children[from]?.querySelector("a")?.focus();
    });
    addEventListener("hashchange", () => {
      if (!location.hash.startsWith("#filter:")) return;
      recall();
      filter();
    });
    form.hidden = false;
    recall();
    filter();
  }
  goTo();
})();
