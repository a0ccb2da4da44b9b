"use strict";
// The map of the page: it is drawn from the JSON beside it, zoomed, moved, searched, and tells the records of a keyword.
// Everything that is shown goes through textContent or setAttribute, so that no keyword or title is ever read as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const svg = byId("map"), view = byId("view");
  const space = svg.namespaceURI;
  const SIZE = 1000, MOST_ZOOM = 40, LEAST_ZOOM = 0.3, CLICK = 4;
  const ALWAYS = 60; // keywords whose labels may be shown in the whole map; the others follow as one comes nearer

  const make = (name, attributes, parent) => {
    const made = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (parent) parent.append(made);
    return made;
  };
  const write = (name, text, parent, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    parent.append(made);
    return made;
  };

  const CORNERS = { s: [4, 45], "^": [3, -90], D: [4, 0], v: [3, 90], p: [5, -90], h: [6, -90] };
  const STRETCH = { s: 1.22, "^": 1.35, D: 1.2, v: 1.35, p: 1.12, h: 1.08 };
  const outline = (shape, x, y, radius) => {
    if (!CORNERS[shape]) {
      return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
    }
    const [corners, turn] = CORNERS[shape];
    const points = Array.from({ length: corners }, (_, at) => {
      const angle = ((turn + (360 * at) / corners) * Math.PI) / 180;
      return `${(x + STRETCH[shape] * radius * Math.cos(angle)).toFixed(2)} ${(y + STRETCH[shape] * radius * Math.sin(angle)).toFixed(2)}`;
    });
    return `M${points.join("L")}Z`;
  };

  const strongest = Math.max(...data.links.map((link) => link[2]), 1e-9);
  const lines = data.links.map(([from, to, strength]) => {
    const share = strength / strongest, one = data.nodes[from], other = data.nodes[to];
    return make("line", { x1: one.x, y1: one.y, x2: other.x, y2: other.y, "stroke-width": 0.3 + 2.5 * share,
      "stroke-opacity": 0.25 + 0.4 * share }, byId("links"));
  });
  const partners = data.nodes.map(() => new Map());
  data.links.forEach(([from, to], at) => { partners[from].set(to, at); partners[to].set(from, at); });
  const marks = data.nodes.map((node, at) => {
    const [colour, shape] = data.styles[node.cluster];
    const mark = make("path", { class: node.central ? "node central" : "node", fill: colour,
      d: outline(shape, node.x, node.y, node.r) }, byId("nodes"));
    mark.dataset.at = at;
    make("title", {}, mark).textContent = `${node.keyword}（${node.count}）`;
    return mark;
  });
  const labels = data.nodes.map((node) => {
    const label = make("text", { x: node.x }, byId("labels"));
    label.textContent = node.keyword;
    return label;
  });

  let x = 0, y = 0, zoom = 1, chosen = null;
  const widths = data.nodes.map((node) => [...node.keyword].reduce((sum, sign) => sum + (sign > "\u2e80" ? 1 : 0.6), 0));
  const showLabels = (boxes) => { // the chosen ones first, then by rank; one that would lie on another is hidden
    const standing = [];
    const order = boxes.map((_, at) => at).sort((a, b) => labels[b].classList.contains("on") - labels[a].classList.contains("on") || a - b);
    for (const at of order) {
      const [left, top, right, bottom] = boxes[at], isWanted = at === chosen;
      const isFree = standing.every((box) => left > box[2] || box[0] > right || top > box[3] || box[1] > bottom);
      const isDue = at < ALWAYS * zoom * zoom || labels[at].classList.contains("on");
      const isShown = isWanted || (isDue && isFree);
      labels[at].style.display = isShown ? "" : "none";
      if (isShown) standing.push(boxes[at]);
    }
  };
  const settle = () => {
    view.setAttribute("transform", `translate(${x} ${y}) scale(${zoom})`);
    const growth = Math.sqrt(zoom) / zoom; // nodes and words grow less than distances: they part as one comes nearer
    showLabels(data.nodes.map((node, at) => {
      const size = (9 + node.r / 2.2) * growth, foot = node.y - node.r * growth - size * 0.35;
      labels[at].setAttribute("font-size", size.toFixed(2));
      labels[at].setAttribute("y", foot.toFixed(2));
      labels[at].style.strokeWidth = `${(2.5 * growth).toFixed(2)}px`;
      marks[at].setAttribute("d", outline(data.styles[node.cluster][1], node.x, node.y, node.r * growth));
      const half = (widths[at] * size) / 2;
      return [node.x - half, foot - size, node.x + half, foot + size * 0.2];
    }));
  };
  const enlarge = (factor, atX, atY) => {
    const next = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom * factor));
    x = atX - ((atX - x) * next) / zoom;
    y = atY - ((atY - y) * next) / zoom;
    zoom = next;
    settle();
  };
  const whole = () => { [x, y, zoom] = [0, 0, 1]; settle(); };

  const tell = (at) => {
    const detail = byId("detail"), node = data.nodes[at];
    detail.replaceChildren();
    write("h2", node.keyword, detail);
    const list = document.createElement("dl");
    const facts = [["频次", node.count], ["度", node.degree], ["中介中心性", node.betweenness.toFixed(4)],
      ["聚类", data.clusters[node.cluster][0]], ["首次出现", node.first_year], ["平均年份", node.mean_year.toFixed(1)],
      ...node.bursts.map(([begin, end, strength]) => ["突现", `${begin}–${end}（${strength.toFixed(2)}）`])];
    for (const [name, value] of facts) { write("dt", name, list); write("dd", String(value), list); }
    detail.append(list);
    write("h2", `文献（${node.records.length}）`, detail);
    const records = document.createElement("ol");
    for (const number of node.records) {
      const [id, title, year, journal] = data.records[number];
      const item = write("li", `${title || "（无题名）"}　${journal}${year === null ? "" : `，${year}`} `, records);
      write("span", id, item, "id");
    }
    detail.append(records);
  };
  const choose = (at) => {
    chosen = at;
    [...marks, ...labels, ...lines].forEach((part) => part.classList.remove("on"));
    view.classList.toggle("faded", at !== null);
    if (at !== null) {
      for (const other of [at, ...partners[at].keys()]) { marks[other].classList.add("on"); labels[other].classList.add("on"); }
      for (const line of partners[at].values()) lines[line].classList.add("on");
      tell(at);
    }
    settle();
  };

  const place = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  };
  svg.setAttribute("viewBox", `0 0 ${SIZE} ${SIZE}`);
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    enlarge(Math.exp(-event.deltaY * 0.0015), ...place(event));
  }, { passive: false });
  const fingers = new Map();
  let start = null, moved = 0;
  svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, place(event));
    start = [event.clientX, event.clientY];
    moved = 0;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = place(event);
    moved = Math.max(moved, Math.hypot(event.clientX - start[0], event.clientY - start[1]));
    if (fingers.size === 2) {
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      const spread = (point) => Math.max(Math.hypot(point[0] - other[0], point[1] - other[1]), 1);
      enlarge(spread(now) / spread(before), ...other);
    } else if (moved > CLICK) {
      svg.setPointerCapture(event.pointerId);
      svg.classList.add("moving");
      x += now[0] - before[0];
      y += now[1] - before[1];
      view.setAttribute("transform", `translate(${x} ${y}) scale(${zoom})`);
    }
    fingers.set(event.pointerId, now);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, (event) => { fingers.delete(event.pointerId); svg.classList.remove("moving"); });
  }
  svg.addEventListener("click", (event) => {
    if (moved > CLICK) return;
    const at = event.target.closest(".node")?.dataset.at;
    choose(at === undefined ? null : Number(at));
  });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[event.key];
    if (step) { x += step[0]; y += step[1]; settle(); event.preventDefault(); }
    if (event.key === "+" || event.key === "-") enlarge(event.key === "+" ? 1.3 : 1 / 1.3, SIZE / 2, SIZE / 2);
    if (event.key === "Escape") choose(null);
  });
  byId("in").addEventListener("click", () => enlarge(1.4, SIZE / 2, SIZE / 2));
  byId("out").addEventListener("click", () => enlarge(1 / 1.4, SIZE / 2, SIZE / 2));
  byId("whole").addEventListener("click", () => { choose(null); whole(); });

  const search = () => {
    const wanted = byId("search").value.trim().toLowerCase();
    const names = data.nodes.map((node) => node.keyword.toLowerCase());
    const hits = wanted ? names.flatMap((name, at) => (name.includes(wanted) ? [at] : [])) : [];
    byId("found").textContent = wanted ? `${hits.length} 个关键词` : "";
    const best = names.indexOf(wanted) >= 0 ? names.indexOf(wanted) : hits[0];
    if (best === undefined) { choose(null); return; }
    zoom = Math.max(zoom, 2);
    x = SIZE / 2 - data.nodes[best].x * zoom;
    y = SIZE / 2 - data.nodes[best].y * zoom;
    choose(best);
  };
  byId("search").addEventListener("input", search);
  for (const node of data.nodes) { const option = document.createElement("option"); option.value = node.keyword; byId("words").append(option); }

  data.clusters.forEach(([name, size], at) => {
    if (!data.listed.includes(at)) return;
    const item = document.createElement("li"), [colour, shape] = data.styles[at];
    const swatch = make("svg", { class: "swatch", viewBox: "0 0 16 16" });
    make("path", { d: outline(shape, 8, 8, 6), fill: colour, stroke: "#222" }, swatch);
    item.append(swatch, `${name}（${size}）`);
    byId("clusters").append(item);
  });
  for (const [name, value] of data.parameters) { write("dt", name, byId("parameters")); write("dd", value, byId("parameters")); }
  settle();
})();
