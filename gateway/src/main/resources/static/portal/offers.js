/**
 * What this port's services answer beyond drafting, releasing and ranking. A part of the portal whose service
 * does not answer it is not shown: nobody should press a button that leads nowhere.
 */
export const offers = {
  /** GET /api/intel/alerts/search: text, facets, counts. */
  search: false,
  /** Acknowledgement, sightings, snooze, "not ours"; related alerts. */
  handling: false,
};
