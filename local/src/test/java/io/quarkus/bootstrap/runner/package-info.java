/** Keycloak's main class carries this name; its stand-in must carry it too. */
@org.jspecify.annotations.NullMarked
package io.quarkus.bootstrap.runner;
