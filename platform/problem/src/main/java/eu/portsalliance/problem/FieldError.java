package eu.portsalliance.problem;

/**
 * One field that was refused.
 *
 * @param field path of the field as the caller wrote it, for example {@code audience[1].port}
 * @param detail what is wrong with it and what would be right, one sentence
 */
public record FieldError(String field, String detail) {}
