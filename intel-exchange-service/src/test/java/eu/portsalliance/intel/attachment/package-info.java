@org.jspecify.annotations.NullMarked
package eu.portsalliance.intel.attachment;
