{{/* Addresses in values, of the web and of networks: each refusal names the value. */}}

{{/* Whether value is https://host or https://host:port and then what path (a pattern) allows. The host is a name in lower case, as an Ingress
     and a certificate have it; 443 is left out, since browsers leave it out of what they send. */}}
{{- define "alliance.https" -}}
{{- $label := "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?" }}
{{- if not (regexMatch (printf "^https://(%s[.])*%s(:[1-9][0-9]{1,4})?%s$" $label $label .path) .value) }}
{{- fail (printf "%s is '%s': give %s." .name .value .form) }}
{{- end }}
{{- $url := urlParse .value }}
{{- if or (hasSuffix ":443" $url.host) (gt (include "alliance.port" .value | int) 65535) }}
{{- fail (printf "%s is '%s': leave port 443 out, and name none above 65535." .name .value) }}
{{- end }}
{{- if or (gt (len $url.hostname) 253) (regexMatch "^[0-9.]+$" $url.hostname) }}
{{- fail (printf "%s is '%s': give a host name of at most 253 characters; neither Ingress nor HTTPRoute takes an address in its place." .name .value) }}
{{- end }}
{{- end }}

{{- define "alliance.origin" -}}
{{- include "alliance.https" (dict "name" .name "value" .value "path" "" "form"
      "https://host or https://host:port, in lower case and without a path; without TLS nobody's session is safe") }}
{{- end }}

{{- define "alliance.realm" -}}
{{- include "alliance.https" (dict "name" .name "value" .value "path" "(/[A-Za-z0-9._-]+)*/realms/[A-Za-z0-9._-]+" "form"
      "https://host/realms/alliance, the realm's address as in a token's iss, the host in lower case") }}
{{- end }}

{{/* The name in an address, without its port. */}}
{{- define "alliance.hostname" -}}
{{ (urlParse .).hostname }}
{{- end }}

{{- define "alliance.port" -}}
{{- $url := urlParse . }}
{{- trimPrefix $url.hostname $url.host | trimPrefix ":" | default (eq "http" $url.scheme | ternary "80" "443") }}
{{- end }}

{{/* Whether the port of an address is among those that are open to where it is. root, name, value, arrow. */}}
{{- define "alliance.reached" -}}
{{- include "alliance.open" (dict "root" .root "arrow" .arrow "port" (include "alliance.port" .value) "what" (printf "%s is '%s'" .name .value)) }}
{{- end }}

{{/* The same of a port (as a number, or in words); pods behind a Service have ports of their own. root, arrow, port, what. */}}
{{- define "alliance.open" -}}
{{- $arrow := index .root.Values.network .arrow }}
{{- $port := toString .port | int }}
{{- $open := list }}
{{- range $arrow.ports }}{{ $open = append $open (int .) }}{{ end }}
{{- $blocks := true }}
{{- range $arrow.to }}{{ if not .ipBlock }}{{ $blocks = false }}{{ end }}{{ end }}
{{- if and $arrow.to $blocks (not (has $port $open)) }}
{{- fail (printf "%s, and network.%s.ports is %s: add %d." .what .arrow (toJson $open) $port) }}
{{- end }}
{{- end }}

{{/* One host is one plane: cookies know no ports, and one name leads to one gateway. name and value, other and its value. */}}
{{- define "alliance.apart" -}}
{{- if eq (include "alliance.hostname" .value) (include "alliance.hostname" .otherValue) }}
{{- fail (printf "%s and %s share a host, %s: each needs one of its own, so that no cookie crosses." .name .other (include "alliance.hostname" .value)) }}
{{- end }}
{{- end }}

{{- define "alliance.cidr" -}}
{{- $number := "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])" }}
{{- $four := printf "^(%s[.]){3}%s/(3[0-2]|[12]?[0-9])$" $number $number }}
{{- $six := "^(([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?::([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?)/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$" }}
{{- if not (or (regexMatch $four .value) (regexMatch $six .value)) }}
{{- fail (printf "%s has '%s': give networks such as 10.0.0.0/8 or fd00::/8." .name .value) }}
{{- end }}
{{- end }}

{{/* Every block of addresses that a value names. */}}
{{- define "alliance.cidrs" -}}
{{- range .Values.gateway.trustedProxies }}
{{- include "alliance.cidr" (dict "name" "gateway.trustedProxies" "value" .) }}
{{- if regexMatch "/[0-7]$" . }}
{{- fail (printf "gateway.trustedProxies has %s, which is next to everything: whoever is believed may say what address it comes from. Name the network of the ingress controller's pods." .) }}
{{- end }}
{{- end }}
{{- $peers := dict "network.clients.ingress" .Values.network.clients.ingress "network.clients.route" .Values.network.clients.route "network.monitoring" .Values.network.monitoring }}
{{- range $name, $arrow := .Values.network }}
{{- if and (kindIs "map" $arrow) (hasKey $arrow "to") }}
{{- $_ := set $peers (printf "network.%s" $name) $arrow.to }}
{{- end }}
{{- end }}
{{- range $name, $list := $peers }}
{{- range $list }}
{{- include "alliance.peer" (dict "name" $name "peer" .) }}
{{- end }}
{{- end }}
{{- end }}

{{/* A peer of a policy is somebody in particular: name, peer. */}}
{{- define "alliance.peer" -}}
{{- with .peer.ipBlock }}
{{- if or (hasKey $.peer "namespaceSelector") (hasKey $.peer "podSelector") }}
{{- fail (printf "%s has an ipBlock beside selectors: make two peers of it." $.name) }}
{{- end }}
{{- range prepend (.except | default list) .cidr }}
{{- include "alliance.cidr" (dict "name" $.name "value" .) }}
{{- end }}
{{- if regexMatch "/[0-7]$" .cidr }}
{{- fail (printf "%s names %s, which is next to everything: name the addresses that are meant, or the pods of an egress gateway." $.name .cidr) }}
{{- end }}
{{- end }}
{{- if not .peer.ipBlock }}
{{- $selector := hasKey .peer "namespaceSelector" | ternary "namespaceSelector" "podSelector" }}
{{- $particular := false }}
{{- with index .peer $selector }}
{{- if .matchLabels }}{{ $particular = true }}{{ end }}
{{- range .matchExpressions }}
{{- if or (eq .operator "In") (and (eq .operator "Exists") (ne .key "kubernetes.io/metadata.name")) }}{{ $particular = true }}{{ end }}
{{- end }}
{{- end }}
{{- if not $particular }}
{{- fail (printf "%s has a %s that chooses everybody: name labels of those that are meant." .name $selector) }}
{{- end }}
{{- end }}
{{- end }}
