package eu.portsalliance.intel.alert;

/** One of a closed list, with the word that stands for it in requests, views and objects. */
interface Labelled {
  String label();
}
