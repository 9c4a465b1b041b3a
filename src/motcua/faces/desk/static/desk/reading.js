/* Confirming a reading: Enter says yes and goes on, unsure points first; every answer is kept at once. Words come from the
   page. Without script each point is a form of its own. */
(function () {
  "use strict";
  var doc = document, list = doc.getElementById("points"), paper = doc.getElementById("paper");
  if (!list || !window.motcua) { return; }
  var KEY = "motcua:kept:reading-" + list.dataset.reading, here = "", past = [], jobs = [], busy = false, touched = false, editing = "";
  var create = doc.getElementById("create"), unsaved = doc.getElementById("unsaved");
  function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }
  function shown(element) { return element.getClientRects().length > 0; }
  function points() { return all("[data-point]", list).filter(shown); }
  function at(key) { return doc.getElementById("p-" + key); }

  /* the sure points of its group (head, foot, a task) without an answer and with nothing to choose: one Enter confirms
     them with it */
  function plain(one) { return one.dataset.unsure === undefined && !one.dataset.state && !one.querySelector(".point-fields,.point-fault"); }
  function together(point) {
    var group = point.closest("[data-group]");
    if (!group || !plain(point)) { return []; }
    return all("[data-point]", group).filter(function (one) { return one !== point && plain(one) && !one.querySelector("[data-do-here=suggest]"); });
  }
  function ranges(every, name) { return every.map(function (one) { return one.dataset[name] || ""; }).join(" ").split(" ").filter(Boolean).map(function (one) { return one.split("-").map(Number); }); }

  /* ---- where one is ---- */
  function mark(point) {
    all(".is-here,.is-with,.is-along").forEach(function (one) { one.classList.remove("is-here", "is-with", "is-along"); });
    var every = [point].concat(together(point)), first = null, last = null, close = ranges(every, "close"), places = ranges(every, "places");
    every.slice(1).forEach(function (one) { one.classList.add("is-with"); });
    here = point.dataset.point; point.classList.add("is-here");
    all("[data-at]", paper).forEach(function (piece) {
      function within(one) { var place = Number(piece.dataset.at); return place >= one[0] && place < one[1]; }
      if (!places.some(within)) { return; }
      piece.classList.add(close.some(within) ? "is-here" : "is-along"); first = first || piece; last = piece;
    });
    if (!first) { return; }
    var low = last.offsetTop + last.offsetHeight + 16 - paper.clientHeight; /* the end is seen too, where both have room */
    paper.scrollTop = Math.max(0, Math.min(Math.max(first.offsetTop - paper.clientHeight / 4, low), first.offsetTop - 16));
  }
  function go(point) {
    if (!point) { return; }
    mark(point); touched = false;
    var field = point.querySelector("[aria-invalid]");
    (field || point).focus({ preventScroll: true });
    point.scrollIntoView({ block: window.matchMedia("(max-width: 60rem)").matches ? "start" : "center" });
  }
  /* the next point without an answer: unsure ones first, from here on and then from the start */
  function following() {
    var every = points(), now = every.indexOf(at(here)), open = every.filter(function (one) { return !one.dataset.state && one.dataset.point !== here; });
    function rank(one) { return (one.dataset.unsure === undefined ? 2 : 0) + (every.indexOf(one) > now ? 0 : 1); }
    return open.sort(function (a, b) { return rank(a) - rank(b) || every.indexOf(a) - every.indexOf(b); })[0];
  }
  function step(by) {
    var every = points(), now = every.indexOf(at(here));
    go(every[Math.min(every.length - 1, Math.max(0, now + by))]);
  }
  function count() {
    var every = points(), open = every.filter(function (one) { return !one.dataset.state; });
    function write(name, value) { var place = doc.querySelector("[data-count='" + name + "']"); if (place) { place.textContent = value + Number(list.dataset[name] || 0); } }
    write("all", every.length); write("seen", every.length - open.length);
    write("unsure", open.filter(function (one) { return one.dataset.unsure !== undefined; }).length);
    write("yes", every.filter(function (one) { return one.dataset.task !== undefined && one.dataset.state === "yes"; }).length);
    var elsewhere = Number(list.dataset.all || 0) - Number(list.dataset.seen || 0); /* on the other parts */
    if (open.length + elsewhere) { create.dataset.confirm = create.dataset.left; } else { delete create.dataset.confirm; }
  }
  function put(key, html) {
    var old = at(key), box = doc.createElement("template"), had = old.contains(doc.activeElement);
    box.innerHTML = html.trim();
    var point = box.content.firstElementChild;
    old.replaceWith(point);
    settle(point);
    if (key === here) { point.classList.add("is-here"); if (had) { (point.querySelector("[aria-invalid]") || point).focus({ preventScroll: true }); } }
    count();
    return at(key);
  }
  function settle(point) {
    if (point.dataset.task === undefined) { return; }
    point.closest(".reading-task").classList.toggle("is-out", point.dataset.state === "no");
  }

  /* ---- keeping: one after the other, again until it has arrived, also after the page was left ---- */
  function keep() {
    try { if (jobs.length) { sessionStorage.setItem(KEY, JSON.stringify(jobs)); } else { sessionStorage.removeItem(KEY); } } catch (refused) { /* storage is off */ }
  }
  function send(point, body) { if (editing === point.dataset.point) { editing = ""; } jobs.push([point.dataset.point, body.toString()]); keep(); work(); }
  function work() {
    if (busy || !jobs.length) { return; }
    var job = jobs[0], key = job[0], form = at(key) && at(key).querySelector("form");
    busy = true;
    var token = create.querySelector("[name=csrfmiddlewaretoken]").value; /* a point of another part has no form here */
    fetch(form ? form.action : list.dataset.pointAt.replace("KEY", encodeURIComponent(key)), { method: "POST", body: new URLSearchParams(job[1]), credentials: "same-origin", headers: { "X-CSRFToken": token, "X-Requested-With": "motcua" } }).then(function (answer) {
      if (!form && answer.status === 404) { busy = false; jobs.shift(); keep(); work(); return; }
      if (answer.redirected || answer.status === 403 || answer.status === 404) { window.location.reload(); return new Promise(function () {}); }
      if (!answer.ok && answer.status !== 422) { throw new Error(String(answer.status)); }
      return answer.text().then(function (html) {
        busy = false; jobs.shift(); keep(); unsaved.hidden = true;
        var later = jobs.some(function (one) { return one[0] === key; });
        if (!later && editing !== key && at(key)) { var point = put(key, html); if (answer.status === 422) { go(point); } }
        work();
      });
    }).catch(function () { busy = false; unsaved.hidden = false; setTimeout(work, 2000); });
  }
  function body(point, more) {
    var found = new URLSearchParams(new FormData(point.querySelector("form")));
    found.delete("csrfmiddlewaretoken");
    Object.keys(more).forEach(function (name) { found.set(name, more[name]); });
    return found;
  }
  function answer(point, state) {
    past.push([point.dataset.point, point.dataset.state]);
    var said = body(point, { state: state });
    point.dataset.state = state; settle(point); count();
    send(point, said);
  }
  function open(point, close) {
    editing = close ? "" : point.dataset.point; /* an answer that comes late does not close it again */
    window.motcua.fragment(point.querySelector("form").action + (close ? "?thoi=1" : "")).then(function (html) {
      point = put(point.dataset.point, html); mark(point); touched = false;
      var field = point.querySelector(".point-fields input,.point-fields select,.point-fields textarea");
      if (field) { field.focus(); if (field.select) { field.select(); } } else { point.focus({ preventScroll: true }); }
    }).catch(function () { unsaved.hidden = false; });
  }
  var acts = {
    yes: function (point) { together(point).concat([point]).forEach(function (one) { answer(one, "yes"); }); forth(); },
    no: function (point) { answer(point, "no"); forth(); },
    again: function (point) { answer(point, ""); },
    edit: function (point) { var field = point.querySelector(".point-fields input,.point-fields select,.point-fields textarea"); if (field) { field.focus(); } else { open(point); } },
    close: function (point) { open(point, true); },
    suggest: function (point) { if (point.querySelector("[data-do-here=suggest]")) { send(point, new URLSearchParams({ suggested: "1", state: "" })); } },
    next: function () { step(1); },
    previous: function () { step(-1); },
    back: function () {
      var last = past.pop(), point = last && at(last[0]);
      if (!point) { return; }
      point.dataset.state = last[1]; settle(point); count();
      send(point, new URLSearchParams({ state: last[1] }));
      go(point);
    }
  };
  function forth() { var point = following(); if (point) { go(point); } else if (list.dataset.next) { leave(); } else { count(); create.querySelector("button").focus(); } }
  function leave() { if (jobs.length) { setTimeout(leave, 100); } else { window.location.assign(list.dataset.next); } }

  list.addEventListener("click", function (event) {
    var point = event.target.closest("[data-point]"), button = event.target.closest("[data-do-here]");
    if (!point) { return; }
    if (button) { event.preventDefault(); here = point.dataset.point; acts[button.dataset.doHere](point); return; }
    if (here !== point.dataset.point) { mark(point); }
  });
  list.addEventListener("focusin", function (event) {
    var point = event.target.closest("[data-point]");
    if (point && here !== point.dataset.point) { mark(point); }
  });
  list.addEventListener("input", function () { touched = true; });
  doc.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.altKey || doc.querySelector("dialog[open]")) { return; }
    var target = event.target, point = target.closest && target.closest("[data-point]"), loud = event.ctrlKey || event.metaKey;
    var field = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
    if (point && field && (loud || target.tagName !== "TEXTAREA") || !loud && (target === point || target === doc.body && here)) {
      event.preventDefault(); acts.yes(point || at(here));
    }
  }, true);
  doc.addEventListener("click", function (event) {
    var button = event.target.closest("[data-do]"), point = at(here);
    if (!button || !point) { return; }
    if (button === doc.activeElement) { point.focus({ preventScroll: true }); }
    acts[button.dataset.do](point);
  });
  create.addEventListener("submit", function (event) {
    if (!jobs.length) { return; }
    event.preventDefault(); event.stopPropagation();
    var by = event.submitter;
    setTimeout(function () { create.requestSubmit(by); }, 150);
  }, true);
  window.addEventListener("pagehide", function () {
    var point = here && at(here);
    if (touched && point && point.querySelector(".point-fields")) { jobs.push([here, body(point, { state: point.dataset.state }).toString()]); }
    keep();
  });

  doc.querySelector(".reading-keys").hidden = false;
  try { jobs = JSON.parse(sessionStorage.getItem(KEY) || "[]"); } catch (refused) { jobs = []; }
  count(); work();
  var aimed = window.location.hash.indexOf("#p-") === 0 && doc.getElementById(window.location.hash.slice(1));
  /* "#main" of a skip link, kept by the way here, would take the focus away from the first point */
  if (!aimed && window.location.hash) { history.replaceState(null, "", window.location.pathname + window.location.search); }
  if (!doc.querySelector(".error-summary")) {
    var start = aimed || following();
    if (start) { go(start); if (!aimed) { window.scrollTo(0, 0); } }
  }
})();
