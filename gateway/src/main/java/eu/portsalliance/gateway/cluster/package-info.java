/**
 * The gateway in a cluster: it finds services and takes what changes
 * (docs/operations/discovery.md).
 */
@NullMarked
package eu.portsalliance.gateway.cluster;

import org.jspecify.annotations.NullMarked;
