package eu.portsalliance.handling;

/** What an object may be used for: Europol handling codes. It never says who may see. */
public enum HandlingCode {
  /** Preventing and combating crime. */
  H0,
  /** Not in court without the originator's word. */
  H1,
  /** Not to be passed on without the originator's word. */
  H2,
  /** Other limits, in words that are accepted before the content opens. */
  H3
}
