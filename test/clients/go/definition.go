package main

import (
	"context"
	"fmt"
	"time"

	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	errs "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/restmapper"
)

// define registers the kind Shelf in a group of the claim's own, and waits until it is served.
func define(ctx context.Context, c clients) (schema.GroupVersionResource, error) {
	group := c.namespace + ".example.com"
	resource := schema.GroupVersionResource{Group: group, Version: "v1", Resource: "shelves"}
	least := 1.0
	definition := &v1.CustomResourceDefinition{
		ObjectMeta: meta.ObjectMeta{Name: "shelves." + group},
		Spec: v1.CustomResourceDefinitionSpec{
			Group: group,
			Scope: v1.NamespaceScoped,
			Names: v1.CustomResourceDefinitionNames{Plural: "shelves", Kind: "Shelf", ListKind: "ShelfList", ShortNames: []string{"sf"}},
			Versions: []v1.CustomResourceDefinitionVersion{{
				Name: "v1", Served: true, Storage: true,
				Subresources: &v1.CustomResourceSubresources{Status: &v1.CustomResourceSubresourceStatus{}},
				Schema: &v1.CustomResourceValidation{OpenAPIV3Schema: &v1.JSONSchemaProps{
					Type: "object",
					Properties: map[string]v1.JSONSchemaProps{
						"spec": {Type: "object", Properties: map[string]v1.JSONSchemaProps{
							"books": {Type: "integer", Minimum: &least},
							"color": {Type: "string", Default: &v1.JSON{Raw: []byte(`"oak"`)}},
						}},
						"status": {Type: "object", Properties: map[string]v1.JSONSchemaProps{"ready": {Type: "boolean"}}},
					},
				}},
			}},
		},
	}
	all := c.extensions.ApiextensionsV1().CustomResourceDefinitions()
	if _, err := all.Create(ctx, definition, meta.CreateOptions{}); err != nil {
		return resource, err
	}
	established := func(ctx context.Context) (bool, error) {
		found, err := all.Get(ctx, definition.Name, meta.GetOptions{})
		if err != nil {
			return false, err
		}
		for _, condition := range found.Status.Conditions {
			if condition.Type == v1.Established && condition.Status == v1.ConditionTrue {
				return true, nil
			}
		}
		return false, nil
	}
	return resource, wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, 10*time.Second, true, established)
}

func shelf(resource schema.GroupVersionResource, name string, books int64) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": resource.GroupVersion().String(),
		"kind":       "Shelf",
		"metadata":   map[string]any{"name": name},
		"spec":       map[string]any{"books": books},
	}}
}

func definitionIsEstablished(ctx context.Context, c clients) error {
	resource, err := define(ctx, c)
	if err != nil {
		return err
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(c.typed.Discovery()))
	mapping, err := mapper.RESTMapping(schema.GroupKind{Group: resource.Group, Kind: "Shelf"}, "v1")
	if err != nil {
		return err
	}
	shelves := c.dynamic.Resource(mapping.Resource).Namespace(c.namespace)
	made, err := shelves.Create(ctx, shelf(resource, "one", 3), meta.CreateOptions{})
	if err != nil {
		return err
	}
	color, _, _ := unstructured.NestedString(made.Object, "spec", "color")
	_, refused := shelves.Create(ctx, shelf(resource, "none", 0), meta.CreateOptions{})
	_, twice := shelves.Create(ctx, shelf(resource, "one", 3), meta.CreateOptions{})
	_, missing := shelves.Get(ctx, "two", meta.GetOptions{})

	// The status is written by itself, and the rest of what is sent with it is left out.
	_ = unstructured.SetNestedField(made.Object, true, "status", "ready")
	_ = unstructured.SetNestedField(made.Object, int64(9), "spec", "books")
	changed, err := shelves.UpdateStatus(ctx, made, meta.UpdateOptions{})
	if err != nil {
		return err
	}
	ready, _, _ := unstructured.NestedBool(changed.Object, "status", "ready")
	books, _, _ := unstructured.NestedInt64(changed.Object, "spec", "books")
	_, stale := shelves.Update(ctx, made, meta.UpdateOptions{})

	deletion := c.extensions.ApiextensionsV1().CustomResourceDefinitions().
		Delete(ctx, "shelves."+resource.Group, meta.DeleteOptions{})
	gone := eventually(ctx, "the kind is served no longer", func() bool {
		_, err := shelves.List(ctx, meta.ListOptions{})
		return errs.IsNotFound(err)
	})
	return first(
		must(color == "oak", "the default is %q", color),
		must(errs.IsInvalid(refused), "0 books: %v", refused),
		must(errs.IsAlreadyExists(twice), "the same name: %v", twice),
		must(errs.IsNotFound(missing), "a missing one: %v", missing),
		must(ready && books == 3, "after UpdateStatus: ready %v, books %d", ready, books),
		must(errs.IsConflict(stale), "a stale update: %v", stale),
		deletion,
		gone,
	)
}

func discoveryNamesEverything(ctx context.Context, c clients) error {
	discovery := c.typed.Discovery()
	version, err := discovery.ServerVersion()
	if err != nil {
		return err
	}
	_, lists, err := discovery.ServerGroupsAndResources()
	if err != nil {
		return err
	}
	found := map[string]bool{}
	for _, list := range lists {
		for _, resource := range list.APIResources {
			found[list.GroupVersion+" "+resource.Name] = true
		}
	}
	for _, wanted := range []string{
		"v1 pods", "v1 pods/exec", "v1 pods/log", "apps/v1 statefulsets/scale", "coordination.k8s.io/v1 leases",
		"apiextensions.k8s.io/v1 customresourcedefinitions", "snapshot.storage.k8s.io/v1 volumesnapshots",
		"stork.libopenstorage.org/v1alpha1 groupvolumesnapshots", "volumesnapshot.external-storage.k8s.io/v1 volumesnapshots",
	} {
		if !found[wanted] {
			return fmt.Errorf("not served: %s", wanted)
		}
	}
	paths, err := discovery.OpenAPIV3().Paths()
	if err != nil {
		return err
	}
	if _, known := paths["apis/stork.libopenstorage.org/v1alpha1"]; !known {
		return fmt.Errorf("OpenAPI 3 does not know STORK's kinds")
	}
	document, err := discovery.OpenAPISchema()
	return first(err, must(version.Major == "1" && len(document.GetDefinitions().GetAdditionalProperties()) > 100,
		"version %s, OpenAPI 2 with %d definitions", version, len(document.GetDefinitions().GetAdditionalProperties())))
}
