/**
 * Who brings a service's database to its schema: the service itself on one machine, a run of its
 * own by the owning role in a cluster, where the service's role cannot.
 */
@NullMarked
package eu.portsalliance.database;

import org.jspecify.annotations.NullMarked;
