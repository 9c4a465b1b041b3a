/* Một Cửa: screens of the hall that need nobody. All words come from the page.

   <body data-hall>        data-worker  the script that keeps the waiting page at hand
                           data-beat    asked every few seconds whether the server is there
                           data-news    asked every few seconds (data-every: how many) what changed on the display
                           data-return  goes home as soon as the server answers
                           data-print-now  prints once on arrival */
(function () {
  "use strict";
  var doc = document, body = doc.body, set = body.dataset, PAUSES = [2000, 3000, 5000, 8000, 10000], EVERY = 1000 * (set.every || 3), BEAT = 8000, PATIENCE = 6000;
  if (set.hall === undefined) { return; }
  function ask(address, method) {
    return fetch(address, { method: method, cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return method === "HEAD" ? answer : answer.text().then(function (text) { return { text: text, build: answer.headers.get("X-Motcua-Build"), elsewhere: answer.redirected }; });
    });
  }
  function pause(failures) { return PAUSES[Math.min(failures, PAUSES.length) - 1]; }
  if (set.worker && "serviceWorker" in navigator) { navigator.serviceWorker.register(set.worker).catch(function () { /* plain http: the waiting page is not kept */ }); }

  /* ---- printing a number just taken, once ---- */
  if (set.printNow !== undefined) { window.addEventListener("load", function () { setTimeout(function () { window.print(); }, 300); }, { once: true }); }

  /* ---- touch screens: a sign over the page while the server is away, then home ---- */
  function clock(at) { return ("0" + at.getHours()).slice(-2) + ":" + ("0" + at.getMinutes()).slice(-2); }
  function beat() {
    var failures = 0, last = new Date(), lost = doc.getElementById("hall-lost");
    function once() {
      ask(set.beat, "HEAD").then(function () {
        if (failures > 1) { window.location.replace(set.home); return; }
        failures = 0; last = new Date(); setTimeout(once, BEAT);
      }, function () {
        failures += 1;
        if (failures > 1 && lost && lost.hidden) {
          var words = lost.querySelector("[data-last-words]");
          words.textContent = words.dataset.lastWords + " " + clock(last); lost.hidden = false;
        }
        setTimeout(once, pause(failures));
      });
    }
    setTimeout(once, BEAT);
  }
  function comeBack() {
    var failures = 0;
    (function once() {
      ask(set.beat, "HEAD").then(function () { window.location.replace(set.home); }, function () { failures += 1; setTimeout(once, pause(failures)); });
    })();
  }

  /* ---- the display ---- */
  var SAID = "motcua:hall:said", queue = [], speaking = false;
  function known() { try { return JSON.parse(sessionStorage.getItem(SAID) || "[]"); } catch (refused) { return []; } }
  function note(key) { try { sessionStorage.setItem(SAID, JSON.stringify(known().concat(key).slice(-40))); } catch (refused) { /* said again after a reload */ } }
  function play(address) {
    return new Promise(function (done, failed) {
      var sound = new Audio(address);
      sound.addEventListener("ended", done); sound.addEventListener("error", function () { failed(new Error("no sound")); });
      sound.play().catch(failed);
    });
  }
  function muted(error) { if (error && error.name === "NotAllowedError") { doc.getElementById("hall-sound").hidden = false; return true; } return false; }
  function aloud(text) {
    return new Promise(function (done) {
      if (!window.speechSynthesis) { done(); return; }
      var line = new SpeechSynthesisUtterance(text); line.lang = "vi-VN"; line.rate = 0.9;
      line.onend = line.onerror = done; setTimeout(done, 12000); speechSynthesis.speak(line);
    });
  }
  function next() {
    var call = queue.shift();
    if (!call) { speaking = false; return; }
    speaking = true;
    play(call.audio).catch(function (error) {
      if (muted(error)) { return null; }
      return play(set.chime).catch(muted).then(function () { return aloud(call.text); });
    }).then(next, next);
  }
  function hear() {
    var said = known();
    Array.prototype.slice.call(doc.querySelectorAll("[data-calls] > [data-fresh]")).reverse().forEach(function (call) {
      if (said.indexOf(call.dataset.key) < 0) { note(call.dataset.key); queue.push({ audio: call.dataset.audio, text: call.textContent }); }
    });
    if (queue.length && !speaking) { next(); }
  }
  function display() {
    var failures = 0, last = new Date(), hall = doc.getElementById("hall"), cut = doc.getElementById("hall-cut"), sound = doc.getElementById("hall-sound"), words = hall.innerHTML;
    if (sound) { sound.addEventListener("click", function () { sound.hidden = true; play(set.chime).catch(muted); }); }
    function once() {
      ask(set.news, "GET").then(function (news) {
        if (failures > 1 || news.build !== set.build || news.elsewhere) { window.location.reload(); return; }
        failures = 0; last = new Date(); cut.hidden = true;
        if (news.text !== words) { words = news.text; hall.innerHTML = words; hear(); }
        setTimeout(once, EVERY);
      }, function (error) {
        if (error.message === "404") { window.location.replace(set.home); return; }  /* no longer a registered display */
        failures += 1;
        if (failures > 1 && cut.hidden) { cut.querySelector("time").textContent = clock(last); cut.hidden = false; body.classList.add("is-cut"); }
        setTimeout(once, pause(failures));
      });
    }
    hear(); setTimeout(once, EVERY);
  }
  if (set.news) { display(); } else if (set.return !== undefined) { comeBack(); } else if (set.beat) { beat(); }
})();
