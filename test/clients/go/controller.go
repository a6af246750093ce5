package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	core "k8s.io/api/core/v1"
	errs "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/kubernetes/scheme"
	typedcore "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
)

const finalizer = "example.com/empty-the-shelf"

// librarian keeps one ConfigMap per Shelf, and takes it away before the Shelf may go.
type librarian struct {
	clients
	shelves  schema.GroupVersionResource
	cache    cache.GenericLister
	recorder record.EventRecorder
	queue    workqueue.TypedRateLimitingInterface[string]
}

func controllerReconciles(ctx context.Context, c clients) error {
	resource, err := define(ctx, c)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()

	factory := dynamicinformer.NewFilteredDynamicSharedInformerFactory(c.dynamic, 0, c.namespace, nil)
	informer := factory.ForResource(resource)
	broadcaster := record.NewBroadcaster()
	defer broadcaster.Shutdown()
	broadcaster.StartRecordingToSink(&typedcore.EventSinkImpl{Interface: c.typed.CoreV1().Events("")})
	worker := librarian{
		clients:  c,
		shelves:  resource,
		cache:    informer.Lister(),
		recorder: broadcaster.NewRecorder(scheme.Scheme, core.EventSource{Component: "librarian"}),
		queue:    workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[string]()),
	}
	enqueue := func(object any) {
		if key, err := cache.DeletionHandlingMetaNamespaceKeyFunc(object); err == nil {
			worker.queue.Add(key)
		}
	}
	if _, err := informer.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    enqueue,
		UpdateFunc: func(_, object any) { enqueue(object) },
		DeleteFunc: enqueue,
	}); err != nil {
		return err
	}
	factory.Start(ctx.Done())
	if !cache.WaitForCacheSync(ctx.Done(), informer.Informer().HasSynced) {
		return fmt.Errorf("the cache was never filled")
	}
	go worker.run(ctx)
	defer worker.queue.ShutDown()

	mine := c.dynamic.Resource(resource).Namespace(c.namespace)
	for _, name := range []string{"novels", "poems"} {
		if _, err := mine.Create(ctx, shelf(resource, name, 3), meta.CreateOptions{}); err != nil {
			return err
		}
	}
	maps := c.typed.CoreV1().ConfigMaps(c.namespace)
	ready := eventually(ctx, "both shelves are ready", func() bool {
		list, err := mine.List(ctx, meta.ListOptions{})
		return err == nil && len(list.Items) == 2 && !slices.ContainsFunc(list.Items, func(one unstructured.Unstructured) bool {
			ready, _, _ := unstructured.NestedBool(one.Object, "status", "ready")
			return !ready
		})
	})
	if ready != nil {
		return ready
	}
	recorded := eventually(ctx, "an event about each shelf", func() bool {
		list, err := c.typed.CoreV1().Events(c.namespace).List(ctx, meta.ListOptions{FieldSelector: "reason=Stocked"})
		return err == nil && len(list.Items) == 2 && list.Items[0].Source.Component == "librarian"
	})
	if err := mine.Delete(ctx, "novels", meta.DeleteOptions{}); err != nil {
		return err
	}
	gone := eventually(ctx, "the shelf goes after its books", func() bool {
		_, shelf := mine.Get(ctx, "novels", meta.GetOptions{})
		_, books := maps.Get(ctx, "novels", meta.GetOptions{})
		return errs.IsNotFound(shelf) && errs.IsNotFound(books)
	})
	_, stays := maps.Get(ctx, "poems", meta.GetOptions{})
	return first(recorded, gone, stays)
}

func (l librarian) run(ctx context.Context) {
	for {
		key, shutdown := l.queue.Get()
		if shutdown {
			return
		}
		if err := l.reconcile(ctx, key); err != nil {
			l.queue.AddRateLimited(key)
		} else {
			l.queue.Forget(key)
		}
		l.queue.Done(key)
	}
}

func (l librarian) reconcile(ctx context.Context, key string) error {
	found, err := l.cache.Get(key)
	if errs.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	shelf := found.(*unstructured.Unstructured).DeepCopy()
	mine := l.dynamic.Resource(l.shelves).Namespace(shelf.GetNamespace())
	maps := l.typed.CoreV1().ConfigMaps(shelf.GetNamespace())
	held := slices.Contains(shelf.GetFinalizers(), finalizer)

	if shelf.GetDeletionTimestamp() != nil {
		if !held {
			return nil
		}
		if err := maps.Delete(ctx, shelf.GetName(), meta.DeleteOptions{}); err != nil && !errs.IsNotFound(err) {
			return err
		}
		shelf.SetFinalizers(nil)
		_, err := mine.Update(ctx, shelf, meta.UpdateOptions{})
		return err
	}
	if !held {
		shelf.SetFinalizers([]string{finalizer})
		_, err := mine.Update(ctx, shelf, meta.UpdateOptions{})
		return err
	}
	books := &core.ConfigMap{ObjectMeta: meta.ObjectMeta{
		Name:            shelf.GetName(),
		OwnerReferences: []meta.OwnerReference{*meta.NewControllerRef(shelf, l.shelves.GroupVersion().WithKind("Shelf"))},
	}}
	if _, err := maps.Create(ctx, books, meta.CreateOptions{}); err != nil && !errs.IsAlreadyExists(err) {
		return err
	}
	if ready, _, _ := unstructured.NestedBool(shelf.Object, "status", "ready"); ready {
		return nil
	}
	_ = unstructured.SetNestedField(shelf.Object, true, "status", "ready")
	if _, err := mine.UpdateStatus(ctx, shelf, meta.UpdateOptions{}); err != nil {
		return err
	}
	l.recorder.Eventf(shelf, core.EventTypeNormal, "Stocked", "%s has its books since %s", shelf.GetName(), time.Now())
	return nil
}
