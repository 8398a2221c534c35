/** Files that belong to alerts: cleaned before they are kept, read under the alert's policy. */
@org.jspecify.annotations.NullMarked
package eu.portsalliance.intel.attachment;
