using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>Finds the types nested in an entity whose secrets are published with the attribute that holds them: redaction covers whole attributes only.</summary>
internal static class NestedObjects
{
    /// <summary>Gets the relevant types, in ordinal order as in the entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="isOpen">Selects the entity's properties whose content is published.</param>
    /// <param name="isRelevant">Selects the types to report, if an open property holds them.</param>
    public static IEnumerable<ObjectModel> Reached(EntityModel entity, Func<PropertyModel, bool> isOpen, Func<ObjectModel, bool> isRelevant)
    {
        var relevant = entity.Objects.Where(isRelevant).ToList();
        if (relevant.Count is 0)
        {
            return relevant;
        }

        var reached = Reached(entity, isOpen);
        return relevant.Where(model => reached.Contains(model.Type.FullName));
    }

    private static HashSet<string> Reached(EntityModel entity, Func<PropertyModel, bool> isOpen)
    {
        var byName = entity.Objects.ToDictionary(static model => model.Type.FullName, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Shape>(entity.Root.Properties.Where(isOpen).Select(static property => property.Shape));
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case ListShape list:
                    pending.Push(list.Element);
                    break;
                case DictionaryShape dictionary:
                    pending.Push(dictionary.Value);
                    break;
                case ObjectShape shape when byName.TryGetValue(shape.Type.FullName, out var model) && reached.Add(shape.Type.FullName):
                    foreach (var property in model.Properties)
                    {
                        pending.Push(property.Shape);
                    }

                    break;
            }
        }

        return reached;
    }
}
