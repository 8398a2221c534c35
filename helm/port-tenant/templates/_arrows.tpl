{{/* Arrows between pods, as rules of a NetworkPolicy. */}}

{{/* A policy for one component: root, name, ingress and egress as lists of rules. */}}
{{- define "alliance.arrows" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "alliance.metadata" (dict "root" .root "name" .name) | nindent 2 }}
  {{- if .keep }}
  annotations:
    helm.sh/resource-policy: keep
  {{- end }}
spec:
  podSelector:
    matchLabels:
      {{- if .labels }}
      {{- toYaml .labels | nindent 6 }}
      {{- else }}
      {{- include "alliance.selector" (dict "root" .root "name" .name) | nindent 6 }}
      {{- end }}
  policyTypes: [Ingress, Egress]
  {{- with trim (.ingress | default "") }}
  ingress:
    {{- . | nindent 4 }}
  {{- end }}
  {{- with trim (.egress | default "") }}
  egress:
    {{- . | nindent 4 }}
  {{- end }}
{{- end }}

{{- define "alliance.ports" -}}
ports:
  {{- range . }}
  - {protocol: TCP, port: {{ . }}}
  {{- end }}
{{- end }}

{{/* To or from pods of this release. */}}
{{- define "alliance.to" }}
- to:
    {{- range .names }}
    - podSelector:
        matchLabels:
          {{- include "alliance.selector" (dict "root" $.root "name" .) | nindent 10 }}
    {{- end }}
  {{- include "alliance.ports" .ports | nindent 2 }}
{{- end }}

{{- define "alliance.from" }}
- from:
    {{- range .names }}
    - podSelector:
        matchLabels:
          {{- include "alliance.selector" (dict "root" $.root "name" .) | nindent 10 }}
    {{- end }}
  {{- include "alliance.ports" .ports | nindent 2 }}
{{- end }}

{{- define "alliance.fromPeers" }}
- from: {{ toJson .peers }}
  {{- include "alliance.ports" .ports | nindent 2 }}
{{- end }}

{{/* To what an entry of .Values.network names; an empty one would be everything, so it is refused. */}}
{{- define "alliance.out" }}
{{- $arrow := index .root.Values.network .arrow }}
{{- if and (eq .arrow "alliance") (empty $arrow.to) }}
{{- $arrow = dict "ports" $arrow.ports "to" (include "alliance.behind" .root | fromJsonArray) }}
{{- end }}
{{- if or (empty $arrow.to) (empty $arrow.ports) }}
{{- fail (printf "network.%s is empty, but %s: name where that is (network.%s.to) and on which ports." .arrow .because .arrow) }}
{{- end }}
- to: {{ toJson $arrow.to }}
  {{- include "alliance.ports" $arrow.ports | nindent 2 }}
{{- end }}

{{/* From where the gateway is called: what takes Ingresses, or the proxies of the Gateway, in whose namespace they ever run. As JSON. */}}
{{- define "alliance.clients" -}}
{{- index .Values.network.clients (.Values.exposure.route.enabled | ternary "route" "ingress") | toJson -}}
{{- end }}

{{- define "alliance.dns" }}
- to: {{ toJson .Values.network.dns.to }}
  ports:
    {{- range .Values.network.dns.ports }}
    - {protocol: UDP, port: {{ . }}}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
{{- end }}

{{- define "alliance.postgresql.arrow" }}
{{- if .Values.database.cnpg.enabled }}
- to:
    - podSelector:
        matchLabels:
          cnpg.io/cluster: {{ .Release.Name }}-postgresql
  {{- include "alliance.ports" (list 5432) | nindent 2 }}
{{- else if .Values.database.external.host }}
{{- include "alliance.out" (dict "root" . "arrow" "database" "because" "database.external is used") }}
{{- end }}
{{- end }}

{{- define "alliance.telemetry" }}
{{- if .Values.telemetry.otlpEndpoint }}
{{- include "alliance.out" (dict "root" . "arrow" "telemetry" "because" "telemetry.otlpEndpoint is set") }}
{{- end }}
{{- end }}

{{- define "alliance.metrics" }}
{{- if .Values.monitoring.enabled }}
{{- include "alliance.fromPeers" (dict "peers" .Values.network.monitoring "ports" (list 8081)) }}
{{- end }}
{{- end }}
