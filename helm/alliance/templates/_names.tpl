{{/* Names and labels. This file, _deployable.tpl, _pod.tpl and _arrows.tpl are the same in both charts: a test holds them equal. */}}

{{- define "alliance.labels" -}}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: ports-alliance
{{ include "alliance.selector" . }}
{{- end }}

{{- define "alliance.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{- define "alliance.metadata" -}}
name: {{ .root.Release.Name }}-{{ .suffix | default .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "alliance.labels" . | nindent 2 }}
{{- end }}

{{- define "alliance.image" -}}
{{- $image := .root.Values.image -}}
{{- with $image.registry }}{{ trimSuffix "/" . }}/{{ end }}{{ $image.repository }}/{{ .name }}
{{- with index $image.digests .name }}@{{ . }}{{ else }}:{{ $image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "alliance.pullPolicy" -}}
{{- $image := .root.Values.image -}}
{{- $moves := and (hasSuffix "-SNAPSHOT" ($image.tag | default .root.Chart.AppVersion)) (not (hasKey $image.digests .name)) -}}
{{ $image.pullPolicy | default ($moves | ternary "Always" "IfNotPresent") }}
{{- end }}

{{- define "alliance.pullSecrets" -}}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* A name in the release's namespace, as Services of this chart have it. */}}
{{- define "alliance.service" -}}
{{ .root.Release.Name }}-{{ .name }}
{{- end }}

{{- define "alliance.postgresql.host" -}}
{{- if .Values.database.cnpg.enabled -}}
{{ .Release.Name }}-postgresql-rw.{{ .Release.Namespace }}.svc
{{- else -}}
{{ .Values.database.external.host }}
{{- end }}
{{- end }}

{{- define "alliance.postgresql.port" -}}
{{ .Values.database.cnpg.enabled | ternary 5432 .Values.database.external.port }}
{{- end }}

{{- define "alliance.postgresql.caSecret" -}}
{{ .Values.database.cnpg.enabled | ternary (printf "%s-postgresql-ca" .Release.Name) .Values.database.external.caSecret }}
{{- end }}

{{- define "alliance.postgresql.sslMode" -}}
{{ .Values.database.cnpg.enabled | ternary "verify-full" .Values.database.external.sslMode }}
{{- end }}
