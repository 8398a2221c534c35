package eu.portsalliance.risk.alert;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The trust anchor.
 *
 * @param rootKeyFile public EC P-256 JWK of the alliance's directory, pinned at installation; a JWK
 *     Set of two while the alliance changes it
 */
@ConfigurationProperties(prefix = "alliance.directory", ignoreUnknownFields = false)
record DirectoryProperties(Path rootKeyFile) {}
