package main

import (
	"context"
	"strings"
	"sync"

	core "k8s.io/api/core/v1"
	errs "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/util/retry"
)

func patchesChange(ctx context.Context, c clients) error {
	pods := c.typed.CoreV1().Pods(c.namespace)
	pod := &core.Pod{
		ObjectMeta: meta.ObjectMeta{Name: "db", Labels: map[string]string{"a": "1", "b": "2"}},
		Spec: core.PodSpec{Containers: []core.Container{
			{Name: "mysql", Image: "mysql:8"}, {Name: "backup", Image: "busybox:1"}}},
	}
	if _, err := pods.Create(ctx, pod, meta.CreateOptions{}); err != nil {
		return err
	}
	patch := func(kind types.PatchType, text string) (*core.Pod, error) {
		return pods.Patch(ctx, "db", kind, []byte(text), meta.PatchOptions{})
	}
	if _, err := patch(types.JSONPatchType, `[{"op":"test","path":"/metadata/labels/a","value":"1"},
		{"op":"replace","path":"/metadata/labels/a","value":"3"}]`); err != nil {
		return err
	}
	_, failed := patch(types.JSONPatchType, `[{"op":"test","path":"/metadata/labels/a","value":"1"}]`)
	merged, err := patch(types.MergePatchType, `{"metadata":{"labels":{"b":null,"c":"4"}}}`)
	if err != nil {
		return err
	}
	strategic, err := patch(types.StrategicMergePatchType, `{"spec":{"containers":[{"name":"backup","image":"busybox:2"}]}}`)
	if err != nil {
		return err
	}
	_, withoutB := merged.Labels["b"]
	images := []string{}
	for _, container := range strategic.Spec.Containers {
		images = append(images, container.Image)
	}

	// Many writers of one object: those that come late read again, and nobody's work is lost.
	maps := c.typed.CoreV1().ConfigMaps(c.namespace)
	if _, err := maps.Create(ctx, named("shared", "app", "shop"), meta.CreateOptions{}); err != nil {
		return err
	}
	var writers sync.WaitGroup
	problems := make(chan error, 5)
	for writer := range 5 {
		writers.Go(func() {
			backoff := retry.DefaultBackoff
			backoff.Steps = 20
			problems <- retry.RetryOnConflict(backoff, func() error {
				found, err := maps.Get(ctx, "shared", meta.GetOptions{})
				if err != nil {
					return err
				}
				if found.Data == nil {
					found.Data = map[string]string{}
				}
				found.Data[string(rune('a'+writer))] = "written"
				_, err = maps.Update(ctx, found, meta.UpdateOptions{})
				return err
			})
		})
	}
	writers.Wait()
	close(problems)
	for problem := range problems {
		if problem != nil {
			return problem
		}
	}
	shared, err := maps.Get(ctx, "shared", meta.GetOptions{})
	return first(
		err,
		must(errs.IsInvalid(failed), "a test that fails: %v", failed),
		must(merged.Labels["a"] == "3" && merged.Labels["c"] == "4" && !withoutB, "labels %v", merged.Labels),
		must(strings.Join(images, " ") == "mysql:8 busybox:2", "images %v", images),
		must(len(shared.Data) == 5, "written by %d of 5", len(shared.Data)),
	)
}

func applyOwnsFields(ctx context.Context, c clients) error {
	maps := c.typed.CoreV1().ConfigMaps(c.namespace)
	apply := func(manager string, data map[string]string, force bool) (*core.ConfigMap, error) {
		return maps.Apply(ctx, v1.ConfigMap("shared", c.namespace).WithData(data), meta.ApplyOptions{FieldManager: manager, Force: force})
	}
	if _, err := apply("one", map[string]string{"color": "red", "size": "1"}, false); err != nil {
		return err
	}
	_, conflict := apply("two", map[string]string{"color": "blue"}, false)
	if _, err := apply("two", map[string]string{"color": "blue"}, true); err != nil {
		return err
	}
	// What a manager no longer applies goes, unless somebody else owns it by now.
	after, err := apply("one", map[string]string{}, false)
	if err != nil {
		return err
	}
	_, size := after.Data["size"]
	extracted, err := v1.ExtractConfigMap(after, "two")
	if err != nil {
		return err
	}
	return first(
		must(errs.IsConflict(conflict) && strings.Contains(conflict.Error(), `"one"`), "a conflict: %v", conflict),
		must(after.Data["color"] == "blue" && !size, "data %v", after.Data),
		must(extracted.Data["color"] == "blue", "two owns %v", extracted.Data),
	)
}
