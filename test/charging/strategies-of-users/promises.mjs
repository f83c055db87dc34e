export default async (now, powerKw) => {
  powerKw.fill(0);
};
