/* data-sum=".fields": shows their sum in hours in [data-sum-value] and whether it is data-sum-wanted.
   A field beside which a choice says "day" counts eight hours for one. */
(function () {
  "use strict";
  var doc = document, line = doc.querySelector("[data-sum]");
  if (!line) { return; }
  function fields() { return Array.prototype.slice.call(doc.querySelectorAll(line.dataset.sum)); }
  function hours(field) {
    var row = field.closest("tr"), unit = row && row.querySelector(".edit-unit select");
    return (Number(field.value.replace(",", ".")) || 0) * (unit && unit.value === "day" ? 8 : 1);
  }
  function count() {
    var total = fields().reduce(function (sum, one) { return sum + hours(one); }, 0);
    var wanted = line.dataset.sumWanted ? Number(line.dataset.sumWanted.replace(",", ".")) : null, right = wanted !== null && Math.abs(total - wanted) < .001;
    line.querySelector("[data-sum-value]").textContent = String(Math.round(total * 100) / 100).replace(".", ",");
    line.querySelector("[data-sum-right]").hidden = !right;
    line.querySelector("[data-sum-wrong]").hidden = right || wanted === null;
  }
  doc.addEventListener("input", count);
  doc.addEventListener("change", count);
  count();
})();
