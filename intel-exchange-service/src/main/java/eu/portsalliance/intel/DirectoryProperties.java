package eu.portsalliance.intel;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whom the directory is believed from.
 *
 * @param rootKeyFile the pinned public key of the alliance, EC P-256 as a JWK; a JWK Set of two
 *     while the alliance changes it
 */
@ConfigurationProperties(prefix = "alliance.directory", ignoreUnknownFields = false)
record DirectoryProperties(Path rootKeyFile) {}
