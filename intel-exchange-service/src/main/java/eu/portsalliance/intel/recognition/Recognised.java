package eu.portsalliance.intel.recognition;

import java.util.List;

/**
 * What was found in a text.
 *
 * @param containers container numbers in the order in which they stand there
 * @param unrecognised how many places look like a number and are none
 * @param places those places, so that a person can look at each
 */
record Recognised(List<Container> containers, int unrecognised, List<Place> places) {

  Recognised {
    containers = List.copyOf(containers);
    places = List.copyOf(places);
  }

  /**
   * A container number (ISO 6346) as found.
   *
   * @param number four letters and seven digits
   * @param position where it begins, in UTF-16 units from the start of the text
   * @param checkDigitValid whether its check digit is right; a wrong one is kept and flagged
   * @param duplicate whether the same number stands further up
   */
  record Container(String number, int position, boolean checkDigitValid, boolean duplicate) {}

  /** A piece of the text as written, without characters that are not seen. */
  record Place(String text, int position) {}
}
