{{- define "plane.access" -}}
issuer: {{ .Values.alliance.issuer }}
jwk-set-uri: {{ .Values.alliance.issuer }}/protocol/openid-connect/certs
{{- end }}

{{- define "alliance.ports.shown" -}}
{{- range .Values.ports }}
- {{ omit . "keys" "networks" | toJson }}
{{- end }}
{{- if empty .Values.ports }}[]{{ end }}
{{- end }}

{{- define "plane.keycloak" -}}
{{ regexReplaceAll "/realms/[^/]+$" .Values.alliance.issuer "" }}
{{- end }}

{{/* Databases of this plane; Keycloak's only where this release runs it. */}}
{{- define "plane.databases" -}}
{{- ternary (list "registry" "identity" "keycloak") (list "registry" "identity") .Values.keycloak.operator.enabled | toJson }}
{{- end }}

{{- define "plane.keycloak.labels" -}}
app: keycloak
app.kubernetes.io/managed-by: keycloak-operator
app.kubernetes.io/instance: {{ .Release.Name }}-keycloak
{{- end }}

{{/* Where the issuer is if network.alliance does not say it: this release's Keycloak stands behind what takes requests for it. As JSON. */}}
{{- define "alliance.behind" -}}
{{- if .Values.keycloak.operator.enabled }}{{ include "alliance.clients" . }}{{ else }}[]{{ end -}}
{{- end }}
