{{/* Configuration of a gateway, whose plane its name decides; the same in both charts. */}}

{{- define "alliance.server" -}}
server:
  port: 8080
management:
  server:
    port: 8081
  endpoints:
    web:
      exposure:
        include: health,prometheus
spring:
  lifecycle:
    timeout-per-shutdown-phase: {{ sub (int .Values.pod.shutdownSeconds) 10 }}s
{{- end }}

{{/* "true" if sessions are in a Valkey, ours or another's. */}}
{{- define "alliance.sessions.shared" -}}
{{- if or .Values.sessions.valkey.enabled .Values.sessions.valkey.host }}true{{ end }}
{{- end }}

{{- define "alliance.gateway.config" -}}
{{- $values := .root.Values -}}
{{- $config := include "alliance.server" .root | fromYaml -}}
{{- $gateway := .gateway -}}
{{- if eq "true" (include "alliance.sessions.shared" .root) -}}
{{- $_ := set $gateway "sessions" "valkey" -}}
{{- $_ := set $config.spring "data" (dict "redis" (dict
      "host" ($values.sessions.valkey.host | default (include "alliance.service" (dict "root" .root "name" "valkey")))
      "port" (int (not (empty $values.sessions.valkey.host) | ternary $values.sessions.valkey.port 6379))
      "ssl" (dict "enabled" (not (empty $values.sessions.valkey.host))))) -}}
{{- end -}}
{{- if $values.gateway.discovery -}}
{{- $_ := set $config.spring "main" (dict "cloud-platform" "kubernetes") -}}
{{- $_ := set $config.spring "config" (dict "import" "kubernetes:") -}}
{{- $_ := set $config.spring "cloud" (dict "kubernetes" (dict
      "config" (dict "name" (include "alliance.service" (dict "root" .root "name" "gateway-live"))))) -}}
{{- else -}}
{{- $_ := set $config.spring "main" (dict "cloud-platform" "none") -}}
{{- end -}}
{{- with $values.gateway.trustedProxies }}{{ $_ := set $gateway "trusted-proxies" . }}{{ end -}}
{{- $_ := set $config "alliance" (dict "gateway" $gateway) -}}
{{- toYaml $config -}}
{{- end }}

{{/* What changes without a restart. */}}
{{- define "alliance.gateway.live" -}}
{{- $gateway := dict "ports" (include "alliance.ports.shown" . | fromYamlArray) "agencies" .Values.alliance.agencies -}}
{{- with .Values.gateway.limits }}{{ $_ := set $gateway "limits" . }}{{ end -}}
{{- $live := dict "alliance" (dict "gateway" $gateway) -}}
{{- with .Values.gateway.logLevels }}{{ $_ := set $live "logging" (dict "level" .) }}{{ end -}}
{{- toYaml $live -}}
{{- end }}

{{/* The least that discovery and reload need, each object by its name; nothing outside this namespace, nothing watched, nothing written.
     A list that selects metadata.name is held against resourceNames (docs/operations/discovery.md). root, services. */}}
{{- define "alliance.gateway.rights" -}}
{{- $root := .root }}
{{- if $root.Values.gateway.discovery }}
{{- $selector := dict "root" $root "name" "gateway" }}
{{- $names := list }}
{{- range .services }}
{{- $names = append $names (include "alliance.service" (dict "root" $root "name" .)) }}
{{- end }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
rules:
  - apiGroups: [""]
    resources: [endpoints]
    resourceNames: {{ toJson $names }}
    verbs: [list]
  - apiGroups: [""]
    resources: [services]
    resourceNames: {{ toJson $names }}
    verbs: [get]
  - apiGroups: [""]
    resources: [configmaps]
    resourceNames: [{{ include "alliance.service" (dict "root" $root "name" "gateway-live") }}]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{ include "alliance.service" $selector }}}
subjects:
  - {kind: ServiceAccount, name: {{ include "alliance.service" $selector }}, namespace: {{ $root.Release.Namespace }}}
{{- end }}
{{- end }}
