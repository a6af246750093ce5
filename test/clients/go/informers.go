package main

import (
	"context"
	"fmt"
	"sync/atomic"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/tools/cache"
)

// Shared informers of typed and dynamic clients, filled by a streamed or a paged list as client-go chooses.
func informersFollow(ctx context.Context, c clients) error {
	typed := informers.NewSharedInformerFactoryWithOptions(c.typed, 0, informers.WithNamespace(c.namespace),
		informers.WithTweakListOptions(func(options *meta.ListOptions) { options.LabelSelector = "app=shop" }))
	maps := typed.Core().V1().ConfigMaps()
	untyped := dynamicinformer.NewFilteredDynamicSharedInformerFactory(c.dynamic, 0, c.namespace, nil)
	rules := untyped.ForResource(schema.GroupVersionResource{
		Group: "stork.libopenstorage.org", Version: "v1alpha1", Resource: "rules"})

	var added, updated, deleted atomic.Int32
	if _, err := maps.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { added.Add(1) },
		UpdateFunc: func(any, any) { updated.Add(1) },
		DeleteFunc: func(any) { deleted.Add(1) },
	}); err != nil {
		return err
	}
	before := named("before", "app", "shop")
	if _, err := c.typed.CoreV1().ConfigMaps(c.namespace).Create(ctx, before, meta.CreateOptions{}); err != nil {
		return err
	}
	typed.Start(ctx.Done())
	untyped.Start(ctx.Done())
	// WaitForCacheSync answers per informer; an informer of everything there is must be among them.
	if !cache.WaitForCacheSync(ctx.Done(), maps.Informer().HasSynced, rules.Informer().HasSynced) {
		return fmt.Errorf("the caches were never filled")
	}
	mine := c.typed.CoreV1().ConfigMaps(c.namespace)
	shop, err := mine.Create(ctx, named("after", "app", "shop"), meta.CreateOptions{})
	if err != nil {
		return err
	}
	if _, err := mine.Create(ctx, named("other", "app", "other"), meta.CreateOptions{}); err != nil {
		return err
	}
	if err := eventually(ctx, "two are added", func() bool { return added.Load() == 2 }); err != nil {
		return err
	}
	shop.Data = map[string]string{"color": "red"}
	if shop, err = mine.Update(ctx, shop, meta.UpdateOptions{}); err != nil {
		return err
	}
	// An object that leaves the selection is deleted for the informer.
	shop.Labels = map[string]string{"app": "elsewhere"}
	if _, err := mine.Update(ctx, shop, meta.UpdateOptions{}); err != nil {
		return err
	}
	if err := eventually(ctx, "an update and a deletion", func() bool { return updated.Load() == 1 && deleted.Load() == 1 }); err != nil {
		return err
	}
	listed, err := maps.Lister().ConfigMaps(c.namespace).List(labels.Everything())
	return first(err, must(len(listed) == 1 && listed[0].Name == "before", "the cache holds %d", len(listed)))
}

func named(name, label, value string) *core.ConfigMap {
	return &core.ConfigMap{ObjectMeta: meta.ObjectMeta{Name: name, Labels: map[string]string{label: value}}}
}
