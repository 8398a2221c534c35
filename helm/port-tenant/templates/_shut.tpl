{{/* Everything is shut; then what both planes open: the gateway, the database, sessions, migrations, cert-manager's answer. */}}

{{- define "alliance.shut" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "alliance.metadata" (dict "root" . "name" "everything") | nindent 2 }}
  {{- if .Values.database.cnpg.enabled }}
  annotations:
    # PostgreSQL stays when the release goes, and stays shut
    helm.sh/resource-policy: keep
  {{- end }}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
{{- end }}

{{- define "alliance.gateway.arrows" -}}
{{- $values := .root.Values -}}
{{- $sessions := "" -}}
{{- if $values.sessions.valkey.enabled -}}
{{- $sessions = include "alliance.to" (dict "root" .root "names" (list "valkey") "ports" (list 6379)) -}}
{{- else if $values.sessions.valkey.host -}}
{{- $sessions = include "alliance.out" (dict "root" .root "arrow" "valkey" "because" "sessions.valkey.host is set") -}}
{{- end -}}
{{- $discovery := "" -}}
{{- if $values.gateway.discovery -}}
{{- $discovery = include "alliance.out" (dict "root" .root "arrow" "kubernetesApi" "because" "gateway.discovery is on") -}}
{{- end -}}
{{- include "alliance.arrows" (dict "root" .root "name" "gateway"
  "ingress" (print
    (include "alliance.fromPeers" (dict "peers" (include "alliance.clients" .root | fromJsonArray) "ports" (list 8080)))
    (include "alliance.metrics" .root))
  "egress" (print
    (include "alliance.dns" .root)
    (include "alliance.to" (dict "root" .root "names" .services "ports" (list 8080)))
    (include "alliance.out" (dict "root" .root "arrow" "alliance" "because" "the gateway signs people in"))
    $sessions
    $discovery
    (include "alliance.telemetry" .root))) }}
{{- end }}

{{- define "alliance.infrastructure.arrows" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $clients := .services -}}
{{- $others := .others | default "" -}}
{{- range .databases }}
{{- $clients = append $clients (printf "migrate-%s" .) }}
---
{{ include "alliance.arrows" (dict "root" $root "name" (printf "migrate-%s" .)
  "egress" (print (include "alliance.dns" $root) (include "alliance.postgresql.arrow" $root))) }}
{{- end }}
{{- if $values.database.cnpg.enabled }}
{{- $cluster := dict "cnpg.io/cluster" (printf "%s-postgresql" $root.Release.Name) }}
{{- $itself := list (dict "podSelector" (dict "matchLabels" $cluster)) }}
{{- $operator := list (dict
      "namespaceSelector" (dict "matchLabels" (dict "kubernetes.io/metadata.name" $values.network.cnpgNamespace))
      "podSelector" (dict "matchLabels" (dict "app.kubernetes.io/name" "cloudnative-pg"))) }}
{{- $metrics := "" }}
{{- if $values.monitoring.enabled }}
{{- $metrics = include "alliance.fromPeers" (dict "peers" $values.network.monitoring "ports" (list 9187)) }}
{{- end }}
{{- $backup := "" }}
{{- if or $values.database.cnpg.backup.objectStore $values.database.cnpg.restore.objectStore }}
{{- $backup = include "alliance.out" (dict "root" $root "arrow" "backup" "because" "an object store is named for backups") }}
{{- end }}
{{- $own := printf "- to: %s\n%s" (toJson $itself) (include "alliance.ports" (list 5432 8000) | indent 2) }}
---
{{ include "alliance.arrows" (dict "root" $root "name" "postgresql" "labels" $cluster "keep" true
  "ingress" (print
    (include "alliance.from" (dict "root" $root "names" $clients "ports" (list 5432)))
    $others
    (include "alliance.fromPeers" (dict "peers" (concat $itself $operator) "ports" (list 5432 8000)))
    $metrics)
  "egress" (print
    (include "alliance.dns" $root) "\n"
    $own
    (include "alliance.out" (dict "root" $root "arrow" "kubernetesApi" "because" "CloudNativePG's pods ask the Kubernetes API"))
    $backup)) }}
{{- end }}
{{- if $values.sessions.valkey.enabled }}
---
{{ include "alliance.arrows" (dict "root" $root "name" "valkey"
  "ingress" (include "alliance.from" (dict "root" $root "names" (list "gateway") "ports" (list 6379)))) }}
{{- end }}
{{- if $values.tls.certManager.issuer }}
---
# the pod that answers an ACME challenge over HTTP
{{ include "alliance.arrows" (dict "root" $root "name" "acme" "labels" (dict "acme.cert-manager.io/http01-solver" "true")
  "ingress" (include "alliance.fromPeers" (dict "peers" (include "alliance.clients" $root | fromJsonArray) "ports" (list 8089)))) }}
{{- end }}
{{- end }}
