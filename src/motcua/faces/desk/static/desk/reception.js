/* Reception: pieces follow what is chosen, the slip grows as you type, Enter goes on. Words come from the page. */
(function () {
  "use strict";
  var doc = document, form = doc.getElementById("reception");
  if (!form || !window.motcua) { return; }
  function all(selector) { return Array.prototype.slice.call(form.querySelectorAll(selector)); }
  function named(name) { return form.querySelector("[name='" + name + "']"); }
  var turn = {};
  function piece(part, target, focus, body) {
    var mine = turn[target] = (turn[target] || 0) + 1, place = doc.getElementById(target);
    window.motcua.fragment(form.dataset.pieces + "?phan=" + part, body || new URLSearchParams(new FormData(form))).then(function (html) {
      if (mine !== turn[target]) { return; }
      place.innerHTML = html;
      window.motcua.ready(place);
      slip();
      var first = focus && (place.querySelector("[data-first]") || firstEmpty(place));
      if (first) { first.focus(); }
    }).catch(function () { /* the form still posts as a whole */ });
  }
  function firstEmpty(place) {
    var fields = Array.prototype.slice.call(place.querySelectorAll("input:not([type=radio],[type=hidden])"));
    return fields.filter(function (one) { return !one.value; })[0] || fields[0];
  }
  function slip() {
    ["name", "address", "phone"].forEach(function (name) { write(name, ""); });
    all("[data-slip-from]").forEach(function (field) { write(field.dataset.slipFrom, field.value); });
    all("[name=papers]").forEach(function (box) {
      var line = form.querySelector("[data-slip-paper='" + box.value + "']");
      if (line) { line.hidden = !box.checked; }
    });
    var who = named("citizen"), text = form.querySelector("#at-person");
    if (who && /^\d+$/.test(who.value) && text) {
      write("name", text.value);
      all("[data-slip-known]").forEach(function (place) { place.textContent = place.dataset.slipKnown; });
    }
  }
  function write(name, value) { var place = form.querySelector("[data-slip='" + name + "']"); if (place) { place.textContent = value; } }
  form.addEventListener("input", slip);
  form.addEventListener("change", function (event) {
    var name = event.target.name;
    if (name === "citizen") { piece("nguoi", "person", event.target.value === "new"); }
    else if (name === "procedure") { piece("giay-to", "papers-and-promise", !!event.target.value); }
    else { slip(); }
  });
  form.addEventListener("click", function (event) {
    if (!event.target.closest("[data-tick-all]")) { return; }
    all("[data-required]").forEach(function (box) { box.checked = true; });
    slip();
    var record = form.querySelector("[data-record]");
    if (record) { record.focus(); }
  });
  /* Enter in a field goes to the next one; only the buttons record. */
  form.addEventListener("keydown", function (event) {
    var field = event.target;
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing || event.defaultPrevented || !/^(INPUT|SELECT)$/.test(field.tagName)) { return; }
    event.preventDefault();
    if (field.type === "checkbox") { field.click(); return; }
    var every = all("input:not([type=hidden]),select,textarea,button").filter(function (one) { return !one.disabled && one.tabIndex >= 0 && one.getClientRects().length; });
    var next = every[every.indexOf(field) + 1];
    if (next) { next.focus(); }
  });
  slip();
  /* what was typed before the session broke: the server fills the pieces with it */
  var given = window.motcua.given[form.dataset.keep];
  if (given) {
    var body = new URLSearchParams();
    given.forEach(function (pair) {
      if (!Array.isArray(pair[1])) { body.append(pair[0], pair[1]); } else if (pair[1][1]) { body.append(pair[0], pair[1][0]); }
    });
    piece("nguoi", "person", false, body); piece("giay-to", "papers-and-promise", false, body);
  }
})();
