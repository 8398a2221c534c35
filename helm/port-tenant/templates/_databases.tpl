{{/* What is said of the database fits together, and so do ports of elsewhere and the ways that are open. */}}
{{- define "alliance.databases" -}}
{{- $cnpg := .Values.database.cnpg }}
{{- $restore := $cnpg.restore }}
{{- range $use, $store := dict "backup" $cnpg.backup.objectStore "restore" $restore.objectStore }}
{{- if and $store (not $cnpg.enabled) }}
{{- fail (printf "database.cnpg.%s.objectStore is set, and database.cnpg.enabled is not: nothing would be done. Whoever runs database.external.host sees to its backups; leave it empty." $use) }}
{{- end }}
{{- end }}
{{- if and $restore.objectStore (not $restore.serverName) }}
{{- fail "database.cnpg.restore.objectStore is set without serverName: give the name under which the lost Cluster wrote there." }}
{{- end }}
{{- if and (or $restore.serverName $restore.targetTime) (not $restore.objectStore) }}
{{- fail "database.cnpg.restore has a serverName or targetTime, but no objectStore, so the database would begin empty: name the ObjectStore, or leave all three empty." }}
{{- end }}
{{- $names := dict }}
{{- range $service, $name := .Values.database.names }}
{{- if hasKey $names $name }}
{{- fail (printf "database.names has %s twice, for %s and %s: each has a database of its own." $name (index $names $name) $service) }}
{{- end }}
{{- $_ := set $names $name $service }}
{{- end }}
{{- $secrets := dict }}
{{- range $service, $roles := .Values.database.secrets }}
{{- range $role, $secret := $roles }}
{{- if hasKey $secrets $secret }}
{{- fail (printf "database.secrets has %s twice, for %s and %s.%s: a Secret is one role's." $secret (index $secrets $secret) $service $role) }}
{{- end }}
{{- $_ := set $secrets $secret (printf "%s.%s" $service $role) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "alliance.elsewhere" -}}
{{- with .Values.database.external }}
{{- if .host }}
{{- include "alliance.open" (dict "root" $ "arrow" "database" "port" .port "what" (printf "database.external.port is %d" (int .port))) }}
{{- end }}
{{- end }}
{{- with .Values.sessions.valkey }}
{{- if .host }}
{{- include "alliance.open" (dict "root" $ "arrow" "valkey" "port" .port "what" (printf "sessions.valkey.port is %d" (int .port))) }}
{{- end }}
{{- end }}
{{- with .Values.telemetry.otlpEndpoint }}
{{- include "alliance.reached" (dict "root" $ "name" "telemetry.otlpEndpoint" "value" . "arrow" "telemetry") }}
{{- end }}
{{- end }}
