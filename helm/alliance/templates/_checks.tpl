{{/* Contradictions, each with a sentence that says how to mend it. */}}

{{- define "alliance.checks" -}}
{{- if gt (len .Release.Name) 36 }}
{{- fail (printf "The release name %s has more than 36 characters, which leaves no room for the names made of it: take a shorter one." .Release.Name) }}
{{- end }}
{{- $replicas := .Values.gateway.autoscaling.enabled | ternary .Values.gateway.autoscaling.maxReplicas .Values.gateway.replicas | int }}
{{- $shared := eq "true" (include "alliance.sessions.shared" .) }}
{{- if and (gt $replicas 1) (not $shared) }}
{{- fail "The gateway has more than one replica, but its sessions are in memory: set sessions.valkey.enabled or sessions.valkey.host, or gateway.replicas to 1 without autoscaling." }}
{{- end }}
{{- if and .Values.sessions.valkey.enabled .Values.sessions.valkey.host }}
{{- fail "sessions.valkey.enabled and sessions.valkey.host contradict each other: run a Valkey here, or name one that runs elsewhere." }}
{{- end }}
{{- $external := .Values.database.external }}
{{- if and .Values.database.cnpg.enabled $external.host }}
{{- fail "database.cnpg.enabled and database.external.host contradict each other: set one of them." }}
{{- end }}
{{- if and (not .Values.database.cnpg.enabled) (not $external.host) }}
{{- fail "There is no database: set database.cnpg.enabled, or database.external.host." }}
{{- end }}
{{- if and $external.host (not $external.caSecret) }}
{{- fail "database.external.host is set without database.external.caSecret: name the Secret with the ca.crt that its certificate is checked against." }}
{{- end }}
{{- $connections := include "alliance.postgresql.connections" . | int }}
{{- if and $external.host (gt $connections (int $external.maxConnections)) }}
{{- fail (printf "All pods together may hold %d connections, and database.external.maxConnections is %d: raise it there and here, or lower replicas or connections." $connections (int $external.maxConnections)) }}
{{- end }}
{{- $seen := dict }}
{{- range $roles := .Values.database.roles }}
{{- range $role := $roles }}
{{- if hasKey $seen $role }}
{{- fail (printf "database.roles has %s twice: owner and service of each database are roles of their own." $role) }}
{{- end }}
{{- $_ := set $seen $role true }}
{{- end }}
{{- end }}
{{- include "alliance.databases" . }}
{{- if eq "latest" .Values.image.tag }}
{{- fail "image.tag is latest, which is another image tomorrow: give a version, or digests." }}
{{- end }}
{{- $operator := (.Values.keycloak | default dict).operator | default dict }}
{{- $others := dict "sessions.valkey.image" .Values.sessions.valkey.image "database.cnpg.image" .Values.database.cnpg.image "keycloak.operator.image" $operator.image }}
{{- range $value, $other := $others }}
{{- if and $other (or (hasSuffix ":latest" $other) (not (regexMatch "(:[^/:]+|@sha256:[0-9a-f]{64})$" $other))) }}
{{- fail (printf "%s is %s, which is another image tomorrow: give a version or a digest." $value $other) }}
{{- end }}
{{- end }}
{{- include "alliance.cidrs" . }}
{{- include "alliance.elsewhere" . }}
{{- $ingress := .Values.exposure.ingress.enabled }}
{{- $route := .Values.exposure.route }}
{{- if and $ingress $route.enabled }}
{{- fail "exposure.ingress and exposure.route contradict each other: set one of them." }}
{{- end }}
{{- if and (not $ingress) (not $route.enabled) }}
{{- fail "Nobody can reach the gateway: set exposure.ingress.enabled or exposure.route.enabled." }}
{{- end }}
{{- if and $route.enabled $route.parentRefs $route.gatewayClassName }}
{{- fail "exposure.route.parentRefs and exposure.route.gatewayClassName contradict each other: name a Gateway that is there, or the class of one to make." }}
{{- end }}
{{- if and $route.enabled (not $route.parentRefs) (not $route.gatewayClassName) }}
{{- fail "exposure.route has no Gateway: set exposure.route.parentRefs or exposure.route.gatewayClassName." }}
{{- end }}
{{- $certificate := or .Values.tls.secretName .Values.tls.certManager.issuer }}
{{- if and $route.enabled $route.parentRefs $certificate }}
{{- fail "With exposure.route.parentRefs the Gateway that is there holds the certificate: leave tls.secretName and tls.certManager.issuer empty." }}
{{- end }}
{{- if and (or $ingress $route.gatewayClassName) (not .Values.tls.secretName) }}
{{- fail "There is no TLS: set tls.secretName to a Secret that holds the certificate, or that tls.certManager.issuer is to fill." }}
{{- end }}
{{- $way := $route.enabled | ternary "route" "ingress" }}
{{- if empty (index .Values.network.clients $way) }}
{{- fail (printf "exposure.%s is on, and network.clients.%s is empty: name the namespace, and the pods, that requests come from." $way $way) }}
{{- end }}
{{- range $name, $block := .Values }}
{{- if and (kindIs "map" $block) (hasKey $block "autoscaling") }}
{{- if and $block.autoscaling.enabled (lt (int $block.autoscaling.maxReplicas) (int $block.replicas)) }}
{{- fail (printf "%s.autoscaling.maxReplicas is below %s.replicas: raise it." $name $name) }}
{{- end }}
{{- end }}
{{- end }}
{{- if gt 12 (int .Values.pod.shutdownSeconds) }}
{{- fail "pod.shutdownSeconds is below 12: a request that is under way takes up to 10 seconds." }}
{{- end }}
{{- end }}
