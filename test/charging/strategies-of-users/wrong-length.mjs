/** Answers with a list of its own, one too short. */
export default (now) => new Float64Array(Math.max(0, now.sessions.active - 1));
