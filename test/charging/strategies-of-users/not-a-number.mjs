export default (now, powerKw) => powerKw.fill(Number.NaN);
