{{- define "tenant.access" -}}
port: {{ .Values.port.locode }}
issuer: {{ .Values.alliance.issuer }}
jwk-set-uri: {{ .Values.alliance.issuer }}/protocol/openid-connect/certs
{{- end }}

{{- define "alliance.ports.shown" -}}
{{ toYaml .Values.alliance.ports }}
{{- end }}

{{/* Nothing stands in for network.alliance: registry and issuer are elsewhere. */}}
{{- define "alliance.behind" -}}
[]
{{- end }}

{{/* From where helm test knocks. */}}
{{- define "tenant.otherNamespace" -}}
{{ .Values.tests.otherNamespace | default (eq .Release.Namespace "default" | ternary "kube-public" "default") }}
{{- end }}
