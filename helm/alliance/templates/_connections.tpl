{{/* Connections that all pods may hold at once, one more pod of each while it is rolled: the pool, and two beside it (announcements, the look at
     the schema); and what the operator, metrics and migrations take. */}}
{{- define "alliance.postgresql.connections" -}}
{{- $sum := 15 -}}
{{- range $block := .Values -}}
{{- if and (kindIs "map" $block) (hasKey $block "connections") -}}
{{- $most := $block.autoscaling.enabled | ternary $block.autoscaling.maxReplicas $block.replicas | int | add 1 -}}
{{- $sum = add $sum (mul $most (add 2 (int $block.connections))) -}}
{{- end -}}
{{- end -}}
{{- $keycloak := (.Values.keycloak | default dict).operator | default dict -}}
{{- if $keycloak.enabled -}}{{- $sum = add $sum (mul (int $keycloak.instances) (int $keycloak.connections)) -}}{{- end -}}
{{- $sum -}}
{{- end }}
