package eu.portsalliance.registry.members;

import eu.portsalliance.access.Locode;
import org.jspecify.annotations.Nullable;

/**
 * A port of the alliance.
 *
 * @param address public address of its gateway, null until it has enrolled
 */
record PortView(
    Locode locode, String name, String country, @Nullable String address, String status) {}
