package eu.portsalliance.registry.members;

import eu.portsalliance.access.Locode;
import org.jspecify.annotations.Nullable;

/**
 * A terminal.
 *
 * @param code SMDG terminal code
 * @param operator id of the organisation that runs it, null where that is not stated
 * @param source where code and name are from
 */
record TerminalView(
    Locode port, String code, String name, @Nullable String operator, String source) {}
