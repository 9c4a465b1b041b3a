/* data-cash="what the books say": while notes ([data-note]) are counted, their sum and how far off it is. */
(function () {
  "use strict";
  var form = document.querySelector("[data-cash]");
  if (!form) { return; }
  var off = form.querySelector("[data-off]");
  function dong(sum) { return String(sum).replace(/\B(?=(\d{3})+$)/g, ".") + "\u00a0₫"; }
  function count() {
    var sum = Array.prototype.reduce.call(form.querySelectorAll("[data-note]"), function (all, one) {
      return all + Number(one.dataset.note) * (parseInt(one.value, 10) || 0);
    }, 0), differs = sum - Number(form.dataset.cash);
    form.querySelector("[data-counted]").textContent = dong(sum);
    off.hidden = !differs;
    off.querySelector("strong").textContent = (differs < 0 ? "−" : "+") + dong(Math.abs(differs));
  }
  form.addEventListener("input", count);
  count();
})();
