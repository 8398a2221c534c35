/** The main job, told step by step with its measured times. */
@NullMarked
package eu.portsalliance.local.demo;

import org.jspecify.annotations.NullMarked;
