// Command served-client holds a served Kubernetes API to what client-go expects of one.
//
// `served-client CLAIM` proves one claim and exits 0, or says on standard error what was different and exits 1.
// `served-client` alone lists the claims. KUBECONFIG names the cluster.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strings"
	"time"

	extensions "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	core "k8s.io/api/core/v1"
)

// clients is every way to ask, and a namespace that belongs to one claim.
type clients struct {
	config     *rest.Config
	typed      kubernetes.Interface
	dynamic    dynamic.Interface
	extensions extensions.Interface
	namespace  string
}

type claim func(ctx context.Context, c clients) error

var claims = map[string]claim{
	"discovery":         discoveryNamesEverything,
	"definition":        definitionIsEstablished,
	"informers":         informersFollow,
	"controller":        controllerReconciles,
	"leader-election":   oneCandidateLeads,
	"access":            accessIsReviewed,
	"exec-spdy":         execOverSpdy,
	"exec-websocket":    execOverWebSocket,
	"patches":           patchesChange,
	"server-side-apply": applyOwnsFields,
	"pages":             listsComeInPages,
	"watch-resumed":     watchGoesOn,
	"metadata-only":     metadataAlone,
	"protobuf":          protobufIsAccepted,
	"logs":              logsAreFollowed,
}

func main() {
	if len(os.Args) != 2 {
		names := []string{}
		for name := range claims {
			names = append(names, name)
		}
		sort.Strings(names)
		fmt.Println(strings.Join(names, "\n"))
		return
	}
	if err := prove(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func prove(name string) error {
	holds, known := claims[name]
	if !known {
		return fmt.Errorf("no claim is called %q", name)
	}
	config, err := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(
		clientcmd.NewDefaultClientConfigLoadingRules(), &clientcmd.ConfigOverrides{}).ClientConfig()
	if err != nil {
		return err
	}
	config.QPS, config.Burst = 200, 200
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Second)
	defer cancel()
	c := clients{
		config:     config,
		typed:      kubernetes.NewForConfigOrDie(config),
		dynamic:    dynamic.NewForConfigOrDie(config),
		extensions: extensions.NewForConfigOrDie(config),
		namespace:  "go-" + name,
	}
	namespace := &core.Namespace{ObjectMeta: meta.ObjectMeta{Name: c.namespace}}
	if _, err := c.typed.CoreV1().Namespaces().Create(ctx, namespace, meta.CreateOptions{}); err != nil {
		return err
	}
	return holds(ctx, c)
}

// must is a claim within a claim: what was expected, when it is not so.
func must(true_ bool, format string, args ...any) error {
	if true_ {
		return nil
	}
	return fmt.Errorf(format, args...)
}

// first is the first of several errors that is one.
func first(errors ...error) error {
	for _, err := range errors {
		if err != nil {
			return err
		}
	}
	return nil
}

// eventually asks until the answer is yes, for as long as the claim has time.
func eventually(ctx context.Context, what string, holds func() bool) error {
	limit, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for !holds() {
		select {
		case <-limit.Done():
			return fmt.Errorf("never happened: %s", what)
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}
