package main

import (
	"context"
	"fmt"
	"time"

	authorization "k8s.io/api/authorization/v1"
	core "k8s.io/api/core/v1"
	errs "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/pager"
	watching "k8s.io/client-go/tools/watch"
)

func fill(ctx context.Context, c clients, count int) error {
	for index := range count {
		name := fmt.Sprintf("map-%03d", index)
		if _, err := c.typed.CoreV1().ConfigMaps(c.namespace).Create(ctx, named(name, "app", "shop"), meta.CreateOptions{}); err != nil {
			return err
		}
	}
	return nil
}

func listsComeInPages(ctx context.Context, c clients) error {
	if err := fill(ctx, c, 25); err != nil {
		return err
	}
	maps := c.typed.CoreV1().ConfigMaps(c.namespace)
	firstPage, err := maps.List(ctx, meta.ListOptions{Limit: 10})
	if err != nil {
		return err
	}
	seen := 0
	byTen := pager.New(func(ctx context.Context, options meta.ListOptions) (runtime.Object, error) {
		return maps.List(ctx, options)
	})
	byTen.PageSize = 10
	err = byTen.EachListItem(ctx, meta.ListOptions{}, func(runtime.Object) error {
		seen++
		return nil
	})
	one, selected := maps.List(ctx, meta.ListOptions{FieldSelector: "metadata.name=map-007"})
	if selected != nil {
		return selected
	}
	return first(
		err,
		must(len(firstPage.Items) == 10 && *firstPage.RemainingItemCount == 15, "a page of %d", len(firstPage.Items)),
		must(seen == 25, "%d of 25 in pages", seen),
		must(len(one.Items) == 1, "%d of that name", len(one.Items)),
	)
}

// A watch that ends is taken up where it ended: nothing is seen twice, and nothing is missed.
func watchGoesOn(ctx context.Context, c clients) error {
	maps := c.typed.CoreV1().ConfigMaps(c.namespace)
	start, err := maps.List(ctx, meta.ListOptions{})
	if err != nil {
		return err
	}
	opened := 0
	resumed, err := watching.NewRetryWatcherWithContext(ctx, start.ResourceVersion, shortWatches{func(ctx context.Context, options meta.ListOptions) (watch.Interface, error) {
		opened++
		second := int64(1)
		options.TimeoutSeconds = &second
		options.AllowWatchBookmarks = true
		return maps.Watch(ctx, options)
	}})
	if err != nil {
		return err
	}
	defer resumed.Stop()
	go func() {
		for index := range 8 {
			time.Sleep(300 * time.Millisecond)
			_, _ = maps.Create(ctx, named(fmt.Sprintf("map-%d", index), "app", "shop"), meta.CreateOptions{})
		}
	}()
	names := []string{}
	for len(names) < 8 {
		select {
		case event, open := <-resumed.ResultChan():
			if !open || event.Type == watch.Error {
				return fmt.Errorf("the watch ended with %v", event.Object)
			}
			if event.Type == watch.Added {
				names = append(names, event.Object.(*core.ConfigMap).Name)
			}
		case <-ctx.Done():
			return fmt.Errorf("seen only %v", names)
		}
	}
	for index, name := range names {
		if name != fmt.Sprintf("map-%d", index) {
			return fmt.Errorf("seen in this order: %v", names)
		}
	}
	// A watch from a moment that the server never had (it was reset) is told so, and the client lists again.
	lost, err := maps.Watch(ctx, meta.ListOptions{ResourceVersion: "999999999"})
	if err == nil {
		event := <-lost.ResultChan()
		err = errs.FromObject(event.Object)
		lost.Stop()
	}
	return first(
		must(opened >= 2, "the watch was opened %d times", opened),
		must(errs.IsResourceExpired(err) || errs.IsGone(err), "from a moment that never was: %v", err),
	)
}

type shortWatches struct {
	open func(ctx context.Context, options meta.ListOptions) (watch.Interface, error)
}

func (s shortWatches) WatchWithContext(ctx context.Context, options meta.ListOptions) (watch.Interface, error) {
	return s.open(ctx, options)
}

func accessIsReviewed(ctx context.Context, c clients) error {
	ask := func(verb, resource string) (bool, string, error) {
		review := &authorization.SelfSubjectAccessReview{Spec: authorization.SelfSubjectAccessReviewSpec{
			ResourceAttributes: &authorization.ResourceAttributes{Namespace: c.namespace, Verb: verb, Resource: resource}}}
		answer, err := c.typed.AuthorizationV1().SelfSubjectAccessReviews().Create(ctx, review, meta.CreateOptions{})
		if err != nil {
			return false, "", err
		}
		return answer.Status.Allowed, answer.Status.Reason, nil
	}
	mayList, _, err := ask("list", "pods")
	if err != nil {
		return err
	}
	maySteal, why, err := ask("delete", "secrets")
	if err != nil {
		return err
	}
	refused := c.typed.CoreV1().Secrets(c.namespace).Delete(ctx, "any", meta.DeleteOptions{})

	// Whoever has the token may speak for others, and is judged as they would be.
	config := rest.CopyConfig(c.config)
	config.Impersonate = rest.ImpersonationConfig{UserName: "visitor"}
	visitor, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	_, visit := visitor.CoreV1().Pods(c.namespace).List(ctx, meta.ListOptions{})
	config = rest.CopyConfig(c.config)
	config.BearerToken = "stale"
	stranger, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	_, strange := stranger.CoreV1().Pods(c.namespace).List(ctx, meta.ListOptions{})
	return first(
		must(mayList, "pods may not be listed"),
		must(!maySteal && why != "", "secrets may be deleted: %q", why),
		must(errs.IsForbidden(refused), "a deletion that is not allowed: %v", refused),
		must(errs.IsForbidden(visit), "a visitor lists pods: %v", visit),
		must(errs.IsUnauthorized(strange), "a stale token: %v", strange),
	)
}

func metadataAlone(ctx context.Context, c clients) error {
	if err := fill(ctx, c, 3); err != nil {
		return err
	}
	client, err := metadata.NewForConfig(c.config)
	if err != nil {
		return err
	}
	list, err := client.Resource(core.SchemeGroupVersion.WithResource("configmaps")).Namespace(c.namespace).List(ctx, meta.ListOptions{})
	return first(err, must(len(list.Items) == 3 && list.Items[0].Name == "map-000", "%d objects", len(list.Items)))
}

// Controllers ask for protobuf first, and many send nothing else.
func protobufIsAccepted(ctx context.Context, c clients) error {
	config := rest.CopyConfig(c.config)
	config.ContentType = "application/vnd.kubernetes.protobuf"
	config.AcceptContentTypes = "application/vnd.kubernetes.protobuf,application/json"
	typed, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	maps := typed.CoreV1().ConfigMaps(c.namespace)
	sent := named("sent", "app", "shop")
	sent.Data = map[string]string{"color": "red"}
	if _, err := maps.Create(ctx, sent, meta.CreateOptions{}); err != nil {
		return err
	}
	found, err := maps.Get(ctx, "sent", meta.GetOptions{})
	if err != nil {
		return err
	}
	found.Data["color"] = "blue"
	changed, err := maps.Update(ctx, found, meta.UpdateOptions{})
	if err != nil {
		return err
	}
	grace := int64(0)
	deleted := maps.Delete(ctx, "sent", meta.DeleteOptions{GracePeriodSeconds: &grace})
	return first(must(changed.Data["color"] == "blue", "data %v", changed.Data), deleted)
}
