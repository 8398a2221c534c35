{{/* Parts of a deployable: volumes, migrations, scaling, disruption, metrics. */}}
{{- define "alliance.volumes" -}}
- name: configuration
  projected:
    sources:
      - configMap: {name: {{ include "alliance.service" . }}}
      {{- if .live }}
      - configMap:
          name: {{ include "alliance.service" . }}-live
          items: [{key: application.yaml, path: live/application.yaml}]
      {{- end }}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      - secret:
          name: {{ .values.secret }}
          items:
            {{- range .secrets }}
            - {key: {{ . }}, path: {{ . }}}
            {{- end }}
      {{- with .values.moreSecret }}
      - secret: {name: {{ . }}}
      {{- end }}
      {{- range .moreSecrets }}
      - secret:
          name: {{ .secret }}
          items: [{key: {{ .key }}, path: {{ .key }}}]
      {{- end }}
      {{- if .database }}
      {{- include "alliance.databaseRole" (dict "secret" (index .root.Values.database.secrets .database).service "prefixes" (list "spring.r2dbc")) | nindent 6 }}
      {{- end }}
{{- if .keys }}
- name: keys
  projected:
    defaultMode: 0440
    sources:
      {{- range .keys }}
      - secret:
          name: {{ .secret }}
          items: [{key: {{ .key }}, path: {{ .path }}}]
      {{- end }}
{{- end }}
{{- if .database }}
{{ include "alliance.databaseAuthority" . }}
{{- end }}
{{- include "alliance.authorities.volume" . }}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- end }}

{{- define "alliance.migration" -}}
{{- $spec := include "alliance.migrationSpec" . -}}
{{- $name := printf "migrate-%s" .database -}}
{{- $database := index .root.Values.database.names .database -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "alliance.metadata" (dict "root" .root "name" $name) | nindent 2 }}
data:
  application.yaml: |
    spring:
      flyway:
        url: {{ include "alliance.postgresql.jdbc" . }}
        placeholders:
          service_role: {{ .serviceRole }}
        # a migration takes as long as it takes; what comes after it does not. Nobody but the two roles comes into this database
        init-sqls:
          - set statement_timeout = 0;
          - set idle_in_transaction_session_timeout = 0;
          - alter database "{{ $database }}" set statement_timeout = '60s';
          - alter database "{{ $database }}" set idle_in_transaction_session_timeout = '30s';
          - revoke all on database "{{ $database }}" from public;
          - grant connect on database "{{ $database }}" to "{{ .serviceRole }}";
          - revoke all on schema public from public;
          - grant usage on schema public to "{{ .serviceRole }}";
---
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "alliance.metadata" (dict "root" .root "name" $name "suffix" (printf "%s-%s" $name (print $spec (include "alliance.postgresql.jdbc" .) .serviceRole (include "alliance.postgresql.restored" .root) | sha256sum | trunc 8))) | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "1"
spec:
  {{- $spec | nindent 2 }}
{{- end }}

{{- define "alliance.postgresql.jdbc" -}}
jdbc:postgresql://{{ include "alliance.postgresql.host" .root }}:{{ include "alliance.postgresql.port" .root }}/{{ index .root.Values.database.names .database }}?sslmode={{ include "alliance.postgresql.sslMode" .root }}&sslrootcert=/run/secrets/postgresql/ca.crt
{{- end }}

{{- define "alliance.postgresql.r2dbc" -}}
r2dbc:postgresql://{{ include "alliance.postgresql.host" .root }}:{{ include "alliance.postgresql.port" .root }}/{{ index .root.Values.database.names .database }}?sslMode={{ include "alliance.postgresql.sslMode" .root }}&sslRootCert=/run/secrets/postgresql/ca.crt
{{- end }}

{{- define "alliance.availability" -}}
{{- $selector := dict "root" .root "name" .name -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "alliance.selector" $selector | nindent 6 }}
{{- if .values.autoscaling.enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
  annotations:
    # a scaler without its Deployment is unhealthy, and a wave waits for health
    argocd.argoproj.io/sync-wave: "3"
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ include "alliance.service" . }}}
  minReplicas: {{ .values.replicas }}
  maxReplicas: {{ .values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: AverageValue, averageValue: {{ .values.autoscaling.cpu | quote }}}
  behavior:
    scaleDown: {stabilizationWindowSeconds: 300}
{{- end }}
{{- if .root.Values.monitoring.enabled }}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
    {{- with .root.Values.monitoring.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "alliance.selector" $selector | nindent 6 }}
  endpoints:
    - port: management
      path: /actuator/prometheus
      interval: {{ .root.Values.monitoring.interval }}
{{- end }}
{{- end }}
