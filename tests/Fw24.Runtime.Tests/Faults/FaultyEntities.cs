using System.Collections;
using Fw24.Model;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>The entities of a table, which may throw on access once the function is created.</summary>
internal sealed class FaultyEntities(IReadOnlyList<EntityModel> entities, Fuse fuse) : IReadOnlyList<EntityModel>
{
    public bool IsArmed { get; set; }

    public int Count => entities.Count;

    public EntityModel this[int index]
    {
        get
        {
            if (IsArmed)
            {
                fuse.Pass(Seam.Model);
            }

            return entities[index];
        }
    }

    public IEnumerator<EntityModel> GetEnumerator() => entities.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
